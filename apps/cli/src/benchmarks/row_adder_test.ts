import { KernelMemory } from "@kindred/kernels/simd";
import assert from "node:assert/strict";
import { createRowAdder } from "./row_adder.ts";

Deno.test("createRowAdder() adds 1 to each number of the rows named, as often as named", () => {
  const memory = new KernelMemory();
  const order = memory.uint32(4);
  order.set([2, 0, 2, 3]);
  const table = memory.float32(5 * 32);
  table.fill(0.5);
  const add = createRowAdder(memory.memory);
  add(order.byteOffset, 4, table.byteOffset, 32 * 4);
  const rows = [0, 1, 2, 3, 4].map((row) => [
    ...table.subarray(32 * row, 32 * (row + 1)),
  ]);
  assert.deepEqual(
    rows,
    [1.5, 0.5, 2.5, 1.5, 0.5].map((value) => Array(32).fill(value)),
  );
  add(order.byteOffset, 0, table.byteOffset, 32 * 4);
  assert.equal(table[0], 1.5);
});
