// deno-lint-ignore-file no-console -- a benchmark says what it ran on
// version "copy": TensorScatterSub on a tensor    "in place": DeviceTable
// Run: deno run -A packages/trainer/src/tensorflow/device_table_bench.ts
import assert from "node:assert/strict";
import { DeviceTable } from "./device_table.ts";
import { loadTensorflow } from "./load_tensorflow.ts";
import { OperationAttributes } from "./operation_attributes.ts";
import type { Tensor } from "./tensorflow_api.ts";

const ITEMS = 420_000, DIMENSIONS = 128, ROWS = 40_960, RUNS = 15;

const { api, device, version } = loadTensorflow();
const backend = api.backend();
const attributes = new OperationAttributes(backend.binding);

const table = new DeviceTable(api, api.zeros([ITEMS, DIMENSIONS]));
const whole = api.zeros([ITEMS, DIMENSIONS]);
// A stride that is prime to the number of items: rows all over, none twice.
const at = Int32Array.from({ length: ROWS }, (_, i) => i * 7919 % ITEMS);
const indices = api.tensor(at);
const column = api.tensor(at.slice(), [ROWS, 1]);
const changes = api.tensor(
  Float32Array.from({ length: ROWS * DIMENSIONS }, (_, i) => i % 1000 / 1000),
  [ROWS, DIMENSIONS],
);

/** Runs an operation on the table as a tensor, which gives a new one. */
function copied(): Tensor {
  return backend.executeMultipleOutputs(
    "TensorScatterSub",
    [attributes.type("T", "float32"), attributes.type("Tindices", "int32")],
    [whole, column, changes],
    1,
  )[0]!;
}

// A fast wrong answer is worthless: compare before timing.
table.subtract(indices, changes);
api.tidy(() => {
  const rows = table.gather(indices).dataSync();
  const wanted = changes.dataSync();
  assert.ok(rows.every((value, i) => value === -wanted[i]!));
  assert.deepEqual(
    table.read().dataSync().subarray(0, 10_000),
    copied().dataSync().subarray(0, 10_000),
  );
});

/** Median time in ms. Reading one row waits for the device. */
function measure(name: string, run: () => void): void {
  const first = api.tensor(Int32Array.of(0));
  const times: number[] = [];
  for (let i = 0; i < RUNS; i++) {
    const begin = performance.now();
    run();
    api.tidy(() => table.gather(first).dataSync());
    times.push(performance.now() - begin);
  }
  times.sort((a, b) => a - b);
  console.log(
    `${name}: median ${times[RUNS >> 1]!.toFixed(1)} ms, least ${
      times[0]!.toFixed(1)
    } ms`,
  );
  first.dispose();
}

console.log(
  `TensorFlow ${version} on ${device}, ${ROWS} rows of ${ITEMS} x ${DIMENSIONS}`,
);
measure("gather", () => table.gather(indices).dispose());
measure("set", () => table.set(indices, changes));
measure("subtract, in place", () => table.subtract(indices, changes));
measure("subtract, copy", () => copied().dispose());
