// deno-lint-ignore-file no-console -- a skipped test says why
import process from "node:process";
import { findTensorflow } from "./find_tensorflow.ts";

/**
 * Why tests of the real TensorFlow cannot run here, or null. They are not part of
 * the gate, where a machine that has it would take minutes longer than others:
 * `deno task test:tensorflow` asks for them.
 */
export function tensorflowObstacle(): string | null {
  const obstacle = process.env.KINDRED_TENSORFLOW_TESTS === undefined
    ? "deno task test:tensorflow runs them"
    : findTensorflow().length === 0
    ? "it is not set up; deno task setup:tensorflow does that"
    : null;
  if (obstacle !== null) console.log(`skipped, TensorFlow tests: ${obstacle}`);
  return obstacle;
}
