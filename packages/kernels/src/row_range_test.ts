import assert from "node:assert/strict";
import { checkRowRange } from "./row_range.ts";

Deno.test("checkRowRange() takes what lies within, and nothing", () => {
  for (const [from, to] of [[0, 5], [2, 3], [0, 0], [5, 5]] as const) {
    checkRowRange("solve rows", { from, to }, 5);
  }
  checkRowRange("solve rows", { from: 0, to: 0 }, 0);
});

Deno.test("checkRowRange() throws RangeError for any other range", () => {
  for (
    const [from, to] of [[-1, 2], [3, 2], [0, 6], [0.5, 2], [0, NaN]] as const
  ) {
    assert.throws(() => checkRowRange("solve rows", { from, to }, 5), {
      name: "RangeError",
      message:
        `Cannot solve rows: rows must be a range within [0, 5], got [${from}, ${to})`,
    });
  }
});
