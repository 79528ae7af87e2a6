import { loadTensorflow } from "../../tensorflow/load_tensorflow.ts";
import { tensorflowObstacle } from "../../tensorflow/_testing.ts";
import { batchReferenceEngine } from "../reference_engine.ts";
import { testTrainEngine } from "../train_engine_spec.ts";
import { tensorflowEngine } from "./tensorflow_engine.ts";

const obstacle = tensorflowObstacle();

/** Batches of several groups, and more than one in a block. */
const BATCH = { batchPairs: 64 };

testTrainEngine("tensorflowEngine", () => tensorflowEngine(BATCH), {
  oracle: batchReferenceEngine(BATCH),
  withoutAls:
    "Cannot train: the tensorflow engine must be given a factorization, got alternating least squares; the simd engine has it",
  // On a GPU what is added to a row comes in any order.
  isExact: obstacle === null && loadTensorflow().device === "cpu",
  obstacle,
});
