import assert from "node:assert/strict";
import { halve } from "./halve.ts";

Deno.test("halve() lets the best third go on, rounded up, the best first", async () => {
  const log: string[] = [];
  await halve([3, 9, 1, 7, 5, 8, 2], {
    rungs: 3,
    keepOneIn: 3,
    judge(candidate, rung) {
      log.push(`${rung}:${candidate}`);
      return Promise.resolve(candidate);
    },
  });
  assert.deepEqual(
    log,
    [
      "0:3",
      "0:9",
      "0:1",
      "0:7",
      "0:5",
      "0:8",
      "0:2",
      "1:9",
      "1:8",
      "1:7",
      "2:9",
    ],
  );
});

Deno.test("halve() lets go on who is spared, and of equals who came first", async () => {
  const log: string[] = [];
  await halve(["a", "b", "c", "d"], {
    rungs: 2,
    keepOneIn: 4,
    judge(candidate, rung) {
      log.push(`${rung}:${candidate}`);
      return Promise.resolve(candidate === "d" ? -1 : 0);
    },
    isSpared: (candidate) => candidate === "d",
  });
  assert.deepEqual(log.slice(4), ["1:a", "1:d"]);
});
