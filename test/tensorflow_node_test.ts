// deno-lint-ignore-file no-console -- a skipped test says why
/**
 * Loads the built trainer's TensorFlow under Node. Not part of `npm test`.
 *
 * Run: deno task test:tensorflow
 */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./_kindred.ts";

const ENTRY = "packages/trainer/dist/tensorflow/mod.js";

/** Why the test here cannot run, or null. */
const obstacle = Deno.env.get("KINDRED_TENSORFLOW_TESTS") === undefined
  ? "deno task test:tensorflow runs it"
  : spawnSync("node", ["--version"]).status !== 0
  ? "there is no node on the PATH"
  : !existsSync(join(ROOT, ENTRY))
  ? "the packages are not built; npm run build builds them"
  : null;
if (obstacle !== null) {
  console.log(`skipped, TensorFlow under Node: ${obstacle}`);
}

const SCRIPT = `
import { tensorflowEngine, train } from "@kindred/trainer";
import { DeviceTable, findTensorflow, loadTensorflow } from "@kindred/trainer/tensorflow";
if (findTensorflow().length === 0) {
  console.log(JSON.stringify({ skipped: true }));
} else {
  const { api, device, version } = loadTensorflow({ threads: 1 });
  const table = new DeviceTable(api, api.tensor(Float32Array.of(1, 2, 3, 4), [2, 2]));
  table.subtract(api.tensor(Int32Array.of(1, 1)), api.tensor(Float32Array.of(1, 1, 1, 1), [2, 2]));
  const rows = Array.from(table.read().dataSync());
  // Items 0, 1, 2 go together, and 3, 4, 5.
  const split = {
    itemCount: 6,
    train: {
      left: Uint32Array.of(0, 0, 1, 3, 3, 4),
      right: Uint32Array.of(1, 2, 2, 4, 5, 5),
      weight: new Float32Array(6).fill(1),
    },
  };
  const options = { recipe: "plain", dimensions: 4, epochs: 100 };
  const { embeddings } = await train(split, options, { engine: tensorflowEngine() });
  const row = (i) => embeddings.values.subarray(4 * i, 4 * i + 4);
  const dot = (a, b) => row(a).reduce((sum, x, i) => sum + x * row(b)[i], 0);
  const learnt = [dot(0, 1) > dot(0, 3), dot(4, 5) > dot(4, 2)];
  console.log(JSON.stringify({ device, version, rows, learnt }));
}
`;

Deno.test({
  name: "the built trainer trains with TensorFlow in Node",
  ignore: obstacle !== null,
  fn() {
    const { status, stdout, stderr } = spawnSync("node", [
      "--input-type=module",
      "-e",
      SCRIPT,
    ], { cwd: ROOT, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const { skipped, version, rows, learnt } = JSON.parse(stdout);
    if (skipped) {
      console.log("skipped, TensorFlow under Node: it is not set up");
      return;
    }
    assert.match(version, /^2\./);
    assert.deepEqual(rows, [1, 2, 1, 2]);
    assert.deepEqual(learnt, [true, true]);
    assert.equal(stderr, "");
  },
});
