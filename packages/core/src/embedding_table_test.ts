import assert from "node:assert/strict";
import { embeddingOf } from "./embedding_table.ts";

const TABLE = {
  values: Float32Array.of(1, 2, 3, 4, 5, 6),
  itemCount: 3,
  dimensions: 2,
};

Deno.test("embeddingOf() returns the row's numbers", () => {
  assert.deepEqual([...embeddingOf(TABLE, 0)], [1, 2]);
  assert.deepEqual([...embeddingOf(TABLE, 2)], [5, 6]);
});

Deno.test("embeddingOf() returns a view, not a copy", () => {
  const table = { ...TABLE, values: TABLE.values.slice() };
  embeddingOf(table, 1)[0] = 9;
  assert.equal(table.values[2], 9);
});

Deno.test("embeddingOf() throws RangeError if there is no such row", () => {
  // Row 0.5 of two dimensions would begin at position 1.
  for (const row of [-1, 3, 0.5, NaN]) {
    assert.throws(() => embeddingOf(TABLE, row), {
      name: "RangeError",
      message: `Cannot read a vector: the row must be in [0, 3), got ${row}`,
    });
  }
});
