import assert from "node:assert/strict";
import { tensorflowObstacle } from "./_testing.ts";
import { DeviceTable } from "./device_table.ts";
import { loadTensorflow } from "./load_tensorflow.ts";
import type { Tensor, TensorflowApi } from "./tensorflow_api.ts";

const ignore = tensorflowObstacle() !== null;

/** Runs with a table of 4 rows and 2 columns, 0 to 7; all is given back. */
function withTable(
  run: (
    table: DeviceTable,
    api: TensorflowApi,
    rows: (...indices: number[]) => Tensor,
  ) => void,
) {
  const { api } = loadTensorflow();
  const { binding } = api.backend();
  const before = [api.memory().numTensors, binding.getNumOfTensors()];
  api.tidy(() => {
    const initial = Float32Array.from({ length: 8 }, (_, i) => i);
    const table = new DeviceTable(api, api.tensor(initial, [4, 2]));
    run(table, api, (...indices) => api.tensor(Int32Array.from(indices)));
    table.dispose();
    assert.deepEqual([...initial], [0, 1, 2, 3, 4, 5, 6, 7]);
  });
  assert.deepEqual(
    [api.memory().numTensors, binding.getNumOfTensors()],
    before,
  );
}

const numbers = (tensor: Tensor): number[] => Array.from(tensor.dataSync());

Deno.test({
  name: "DeviceTable changes rows in place, repeated ones as often as given",
  ignore,
  fn: () =>
    withTable((table, api, rows) => {
      const changes = api.tensor(Float32Array.of(1, 1, 2, 2, 4, 4), [3, 2]);
      table.subtract(rows(1, 3, 1), changes);
      assert.deepEqual(numbers(table.read()), [0, 1, -3, -2, 4, 5, 4, 5]);
      table.add(rows(1, 3, 1), changes);
      assert.deepEqual(numbers(table.read()), [0, 1, 2, 3, 4, 5, 6, 7]);
      table.set(rows(0), api.tensor(Float32Array.of(-1, -2), [1, 2]));
      assert.deepEqual(numbers(table.gather(rows(2, 0))), [4, 5, -1, -2]);
      assert.deepEqual(table.shape, [4, 2]);
    }),
});

Deno.test({
  name:
    "DeviceTable leaves what was read from it before, and is replaced whole",
  ignore,
  fn: () =>
    withTable((table, api, rows) => {
      const whole = table.read();
      table.subtract(rows(0), api.tensor(Float32Array.of(9, 9), [1, 2]));
      assert.deepEqual(numbers(whole), [0, 1, 2, 3, 4, 5, 6, 7]);
      table.assign(api.zeros([4, 2]));
      assert.deepEqual(numbers(table.read()), new Array(8).fill(0));
    }),
});

Deno.test({
  name: "DeviceTable lives beyond the tidy in which it was made",
  ignore,
  fn() {
    const { api } = loadTensorflow();
    const table = api.tidy(() => new DeviceTable(api, api.zeros([2, 2])));
    assert.deepEqual(api.tidy(() => numbers(table.read())), [0, 0, 0, 0]);
    table.dispose();
  },
});

Deno.test({
  name: "DeviceTable refuses rows that are out of range, on the CPU",
  ignore: ignore || loadTensorflow().device !== "cpu",
  fn: () =>
    withTable((table, _api, rows) =>
      assert.throws(
        () => table.gather(rows(4)),
        /indices\[0\] = 4 is not in \[0, 4\)/,
      )
    ),
});
