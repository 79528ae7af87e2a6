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
import { DeviceTable, findTensorflow, loadTensorflow } from "@kindred/trainer/tensorflow";
if (findTensorflow().length === 0) {
  console.log(JSON.stringify({ skipped: true }));
} else {
  const { api, device, version } = loadTensorflow({ threads: 1 });
  const table = new DeviceTable(api, api.tensor(Float32Array.of(1, 2, 3, 4), [2, 2]));
  table.subtract(api.tensor(Int32Array.of(1, 1)), api.tensor(Float32Array.of(1, 1, 1, 1), [2, 2]));
  const rows = Array.from(table.read().dataSync());
  console.log(JSON.stringify({ device, version, rows }));
}
`;

Deno.test({
  name: "the built trainer loads TensorFlow in Node and changes rows in place",
  ignore: obstacle !== null,
  fn() {
    const { status, stdout, stderr } = spawnSync("node", [
      "--input-type=module",
      "-e",
      SCRIPT,
    ], { cwd: ROOT, encoding: "utf8" });
    assert.equal(status, 0, stderr);
    const { skipped, version, rows } = JSON.parse(stdout);
    if (skipped) {
      console.log("skipped, TensorFlow under Node: it is not set up");
      return;
    }
    assert.match(version, /^2\./);
    assert.deepEqual(rows, [1, 2, 1, 2]);
    assert.equal(stderr, "");
  },
});
