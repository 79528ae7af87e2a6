import { loadTensorflow } from "../../tensorflow/load_tensorflow.ts";
import { tensorflowObstacle } from "../../tensorflow/_testing.ts";
import { batchReferenceEngine } from "../reference_engine.ts";
import { testTrainEngine } from "../train_engine_spec.ts";
import { tensorflowEngine } from "./tensorflow_engine.ts";

const obstacle = tensorflowObstacle();

/** Batches of some groups, and many in a block. */
const BATCH = { batchPairs: 16 };

testTrainEngine(
  "tensorflowEngine",
  () => tensorflowEngine({ ...BATCH, threads: 1 }),
  {
    oracle: batchReferenceEngine(BATCH),
    withoutAls:
      "Cannot train: the tensorflow engine must be given a factorization, got alternating least squares; the simd engine has it",
    // On a GPU, and by several threads, what is added to a row comes in any order.
    isExact: obstacle === null &&
      loadTensorflow({ threads: 1 }).device === "cpu",
    obstacle,
  },
);
