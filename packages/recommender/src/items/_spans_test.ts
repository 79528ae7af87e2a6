import assert from "node:assert/strict";
import { spansOf } from "./_spans.ts";

Deno.test("spansOf() joins lines with little between them, up to a length", () => {
  const spans = (lineBytes: number, rows: number[]) =>
    spansOf(rows, (row) => row * lineBytes)
      .map((span) => span.rows);
  assert.deepEqual(spans(1000, [9, 1, 5, 11]), [[1, 5, 9, 11]]);
  assert.deepEqual(spans(1000, [0, 6]), [[0], [6]]);
  assert.deepEqual(spans(600_000, [0, 1, 2]), [[0], [1], [2]]);
  assert.deepEqual(spans(3e6, [4]), [[4]]);
  assert.deepEqual(spans(10, []), []);
});

Deno.test("spansOf() begins with the first line and ends with the last", () => {
  const [span] = spansOf(new Set([7, 5]), (row) => row * 100);
  assert.deepEqual(span, { rows: [5, 7], from: 500, to: 800 });
});
