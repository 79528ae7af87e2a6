import assert from "node:assert/strict";
import { learningRateAt, type LearningRateOptions } from "./learning_rate.ts";

/** Checks rates that are written out, by how many epochs are done. */
function assertRates(
  options: Partial<LearningRateOptions>,
  rates: [epochsDone: number, rate: number][],
): void {
  for (const [epochsDone, rate] of rates) {
    const actual = learningRateAt(epochsDone, {
      learningRate: 1,
      schedule: "constant",
      restartEpochs: 0,
      warmup: 0,
      epochs: 8,
      ...options,
    });
    assert.ok(
      Math.abs(actual - rate) < 1e-15,
      `${actual} instead of ${rate} after ${epochsDone} epochs`,
    );
  }
}

Deno.test("learningRateAt() stays where it is by a constant schedule", () => {
  assertRates({ learningRate: 0.3 }, [[0, 0.3], [3.7, 0.3], [7.99, 0.3]]);
});

Deno.test("learningRateAt() falls to 0 in a line", () => {
  assertRates({ schedule: "linear" }, [
    [0, 1],
    [2, 0.75],
    [4, 0.5],
    [7, 0.125],
    [7.5, 0.0625],
  ]);
  assertRates({ schedule: "linear", learningRate: 0.4 }, [[6, 0.1]]);
});

Deno.test("learningRateAt() falls to 0 by half a wave of the cosine", () => {
  assertRates({ schedule: "cosine" }, [
    [0, 1],
    // (1 + √2 / 2) / 2 and (1 + 1 / 2) / 2
    [2, 0.8535533905932738],
    [8 / 3, 0.75],
    [4, 0.5],
    [6, 0.1464466094067262],
    [16 / 3, 0.25],
  ]);
  assertRates({ schedule: "cosine", learningRate: 0.01 }, [[4, 0.005]]);
});

Deno.test("learningRateAt() begins again after so many epochs", () => {
  assertRates({ schedule: "cosine", restartEpochs: 1 }, [
    [0, 1],
    [0.5, 0.5],
    [1, 1],
    [1.25, 0.8535533905932738],
    [7.5, 0.5],
  ]);
  assertRates({ schedule: "linear", restartEpochs: 3 }, [
    [0, 1],
    [1.5, 0.5],
    [3, 1],
    [6, 1],
    [7.5, 0.5],
  ]);
  assertRates({ schedule: "constant", restartEpochs: 2 }, [[0, 1], [3, 1]]);
});

Deno.test("learningRateAt() climbs in a line first, over a share of all epochs", () => {
  assertRates({ schedule: "constant", warmup: 0.5 }, [
    [0, 0],
    [1, 0.25],
    [3, 0.75],
    [4, 1],
    [7, 1],
  ]);
  // Two of eight epochs: the schedule has the other six.
  assertRates({ schedule: "linear", warmup: 0.25 }, [
    [0, 0],
    [1, 0.5],
    [2, 1],
    [5, 0.5],
    [6.5, 0.25],
  ]);
  assertRates({ schedule: "cosine", warmup: 0.25, restartEpochs: 3 }, [
    [0.5, 0.25],
    [2, 1],
    [3.5, 0.5],
    [5, 1],
    [6.5, 0.5],
  ]);
});
