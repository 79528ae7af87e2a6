/**
 * Loads the TensorFlow.js package in the folder that is its argument, lets it
 * compute, and prints what it found as one line of JSON. Plain JavaScript, to run
 * under Deno and under Node 20, in a process of its own: what does not load may
 * end it.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";

const folder = process.argv[2];
const require = createRequire(join(folder, "package.json"));
// See packages/trainer/src/tensorflow/_restore_util_functions.ts.
const util = require("node:util");
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;

const tf = require(folder);
const backend = tf.backend();
const { binding } = backend;
const type = (name, value) => ({ name, type: binding.TF_ATTR_TYPE, value });
const row = [type("dtype", binding.TF_FLOAT)];

/** [[1, 2], [3, 4]] times itself is [[7, 10], [15, 22]]. */
const a = tf.tensor([1, 2, 3, 4], [2, 2]);
const product = Array.from(tf.matMul(a, a).dataSync());

/** Takes 10 from row 1 of a variable, in place. */
const [variable] = backend.executeMultipleOutputs(
  "VarHandleOp",
  [
    ...row,
    { name: "shape", type: binding.TF_ATTR_SHAPE, value: [2, 2] },
  ],
  [],
  1,
);
backend.executeMultipleOutputs("AssignVariableOp", row, [variable, a], 0);
backend.executeMultipleOutputs(
  "ResourceScatterSub",
  [...row, type("Tindices", binding.TF_INT32)],
  [variable, tf.tensor([1], [1], "int32"), tf.tensor([10, 10], [1, 2])],
  0,
);
const [changed] = backend.executeMultipleOutputs(
  "ReadVariableOp",
  row,
  [variable],
  1,
);

const expected = "7,10,15,22;1,2,-7,-6";
const found = `${product};${Array.from(changed.dataSync())}`;
if (found !== expected) {
  throw new Error(`TensorFlow must compute ${expected}, got ${found}`);
}
process.stdout.write(
  JSON.stringify({
    tensorflow: binding.TF_Version,
    tfjs: require("./package.json").version,
    device: binding.isUsingGpuDevice() ? "cuda" : "cpu",
    product,
  }) + "\n",
);
