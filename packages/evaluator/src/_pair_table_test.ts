import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { PairTable } from "./_pair_table.ts";

Deno.test("PairTable finds the first pair of two items, as a Map does", () => {
  const random = createRandom(1);
  for (const itemCount of [2, 10, 2 ** 32 - 1]) {
    const rows = () =>
      Uint32Array.from({ length: 500 }, () => random.below(itemCount));
    const pairs = { left: rows(), right: rows() };
    const keyOf = (a: number, b: number) => `${[a, b].sort()}`;
    const first = new Map<string, number>();
    const table = new PairTable(pairs);
    for (const [p, a] of pairs.left.entries()) {
      const key = keyOf(a, pairs.right[p]!);
      assert.equal(table.add(p), first.get(key) ?? -1);
      if (!first.has(key)) first.set(key, p);
    }
    for (let i = 0; i < 500; i++) {
      const [a, b] = [pairs.left[i]!, pairs.right[(i * 7) % 500]!];
      const expected = first.get(keyOf(a, b)) ?? -1;
      assert.equal(table.find(a, b), expected);
      assert.equal(table.find(b, a), expected);
    }
  }
});

Deno.test("PairTable.of() holds every pair; one without pairs finds none", () => {
  const pairs = { left: Uint32Array.of(4, 0), right: Uint32Array.of(1, 2) };
  assert.equal(PairTable.of(pairs).find(2, 0), 1);
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.equal(PairTable.of(none).find(0, 1), -1);
});
