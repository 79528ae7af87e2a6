import assert from "node:assert/strict";
import { precisionTable } from "./precision_table.ts";

Deno.test("precisionTable() gives a line for each precision", () => {
  assert.deepEqual(
    precisionTable({
      queries: 1200,
      processor: "Abacus 2000",
      precisions: [
        {
          precision: "f32",
          bytes: 218_403_456,
          milliseconds: 21.163,
          lostRecallAt10: 0,
        },
        {
          precision: "int8",
          bytes: 58_806_912,
          milliseconds: 7.58,
          lostRecallAt10: 0.0061,
        },
      ],
    }),
    [
      "what a precision costs, for 1,200 items, one thread of Abacus 2000:",
      "precision  size    ms an answer  lost recall@10",
      "f32        218 MB         21.16            0.0%",
      "int8       59 MB           7.58            0.6%",
    ],
  );
});
