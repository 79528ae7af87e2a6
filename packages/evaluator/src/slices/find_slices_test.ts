import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { degreeGroups } from "./degree_groups.ts";
import { findSlices, type SliceInput } from "./find_slices.ts";

function randomInput(seed: number): SliceInput {
  const random = createRandom(seed);
  const rows = () => Uint32Array.from({ length: 200 }, () => random.below(30));
  const bits = () => Uint8Array.from({ length: 200 }, () => random.below(2));
  return {
    validation: { left: rows(), right: rows(), label: bits() },
    queries: Uint32Array.from({ length: 25 }, (_, i) => i + 3),
    degrees: Uint32Array.from(
      { length: 30 },
      () => Math.floor(12 * random.float() ** 3),
    ),
    masks: { bought: bits() },
  };
}

Deno.test("findSlices() has a pair in seen where both items are, and in its rarer item's group", () => {
  for (let seed = 0; seed < 20; seed++) {
    const input = randomInput(seed);
    const { validation: { left, right, label }, queries, degrees } = input;
    const groups = degreeGroups(degrees);
    const rarer = (p: number) =>
      degrees[left[p]!]! < degrees[right[p]!]! ? left[p]! : right[p]!;
    const expected: Record<string, [number[], number[]]> = {
      seen: [
        [...left.keys()].filter((p) => degrees[rarer(p)]! > 0),
        [...queries.keys()].filter((q) => degrees[queries[q]!]! > 0),
      ],
      bought: [
        [...left.keys()].filter((p) =>
          label[p] === 0 || input.masks!.bought![p] === 1
        ),
        [],
      ],
    };
    for (const [group, name] of ["head", "middle", "tail"].entries()) {
      expected[name] = [
        [...left.keys()].filter((p) => groups[rarer(p)] === group),
        [...queries.keys()].filter((q) => groups[queries[q]!] === group),
      ];
    }
    const slices = findSlices(input);
    assert.deepEqual(Object.keys(slices), [
      "seen",
      "head",
      "middle",
      "tail",
      "bought",
    ]);
    for (const [name, { pairs, queries }] of Object.entries(slices)) {
      assert.deepEqual([[...pairs], [...queries]], expected[name]);
    }
  }
});

Deno.test("findSlices() throws RangeError for a mask that does not fit", () => {
  const input = randomInput(1);
  assert.throws(
    () => findSlices({ ...input, masks: { bought: new Uint8Array(3) } }),
    new RangeError(
      'Cannot slice pairs: mask "bought" must have length 200, got 3',
    ),
  );
  assert.throws(
    () => findSlices({ ...input, masks: { seen: new Uint8Array(200) } }),
    new RangeError(
      'Cannot slice pairs: a mask must have a name of its own, got "seen"',
    ),
  );
});
