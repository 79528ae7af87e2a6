import assert from "node:assert/strict";
import { interleave, medianOf } from "./interleave.ts";

Deno.test("interleave() takes turns", async () => {
  const log: string[] = [];
  const turns: number[] = [];
  const counter = (name: string, start: number) => ({
    name,
    measure: () => {
      log.push(name);
      return Promise.resolve(start++);
    },
  });
  const results = await interleave(
    [counter("a", 0), counter("b", 10)],
    2,
    (_, turn) => turns.push(turn),
  );
  assert.deepEqual(results, [[0, 1], [10, 11]]);
  assert.equal(log.join(""), "abab");
  assert.deepEqual(turns, [0, 1, 2, 3]);
});

Deno.test("medianOf() is the middle, whatever the order", () => {
  assert.equal(medianOf([9, 1, 5]), 5);
  assert.equal(medianOf([10, 9, 1, 4]), 6.5);
});
