// Runs in a worker thread: gets and puts rows at random. See random_access.ts.
import { parentPort, workerData } from "node:worker_threads";
import type { RandomAccessPart } from "./random_access.ts";
import { createRowAdder } from "./row_adder.ts";

const { memory, order, count, table, rowBytes, passes } =
  workerData as RandomAccessPart;
const add = createRowAdder(memory);

parentPort!.on("message", () => {
  for (let pass = 0; pass < passes; pass++) {
    add(order, count, table, rowBytes);
  }
  parentPort!.postMessage("done");
});
