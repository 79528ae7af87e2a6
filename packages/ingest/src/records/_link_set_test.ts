import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { LinkSet } from "./_link_set.ts";

Deno.test("LinkSet holds what a Map holds, record after record", () => {
  const random = createRandom(1);
  const links = new LinkSet();
  for (const most of [0, 1, 2, 3, 300, 5, 5000, 64]) {
    const expected = new Map<number, number>();
    links.clear(most);
    for (let named = 0; named < most; named++) {
      const code = random.below(2) === 0 ? random.below(most) : random.uint32();
      const relation = 1 << random.below(4);
      links.add(code, relation);
      expected.set(code, (expected.get(code) ?? 0) | relation);
    }
    assert.equal(links.count, expected.size);
    const { targets, relations, count } = links;
    assert.deepEqual([...targets.subarray(0, count)], [...expected.keys()]);
    assert.deepEqual([...relations.subarray(0, count)], [...expected.values()]);
  }
});
