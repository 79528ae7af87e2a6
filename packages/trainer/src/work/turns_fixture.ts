// A thread that ends a group's turn once it is told to; see turns_test.ts.
import { parentPort, workerData } from "node:worker_threads";
import { endTurn, type Turns } from "./turns.ts";

const { turns, group } = workerData as { turns: Turns; group: number };

parentPort!.once("message", () => {
  endTurn(turns, group);
  parentPort!.postMessage("ended");
});
