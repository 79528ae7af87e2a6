import { expectNumber, KindredError } from "@kindred/core";
import { SHARED } from "@kindred/kernels";
import { availableParallelism } from "node:os";
import {
  loadTensorflow,
  type LoadTensorflowOptions,
  type Tensorflow,
} from "../../tensorflow/load_tensorflow.ts";
import type { Work } from "../../work/work.ts";
import { runInTurn } from "../run_in_turn.ts";
import type { TrainEngine, TrainSession, WorkRun } from "../train_engine.ts";
import { checkRoom } from "./check_room.ts";
import { DeviceArrays } from "./device_arrays.ts";
import { DevicePairs } from "./device_pairs.ts";
import { DeviceSmoothing } from "./device_smoothing.ts";
import type { DeviceWork } from "./device_work.ts";
import { explainDeviceError } from "./explain_device_error.ts";

/**
 * Pairs that are computed at once, where nothing else is asked for: on a GPU so many that
 * it works for longer than it takes to tell it what to do (an estimate, see BENCHMARKS.md),
 * on a CPU so few that a batch stays in its cache.
 */
export const BATCH_PAIRS = { cpu: 8192, cuda: 65_536 } as const;

/** Batches of a block, at least, where no other length of blocks is asked for. */
const BATCHES_A_BLOCK = 4;

/** Settings of {@linkcode tensorflowEngine}. */
export interface TensorflowEngineOptions extends LoadTensorflowOptions {
  /**
   * Pairs whose gradients are taken at once, at most, in [16, 1048576]; no batch is
   * larger than a block, see `TrainOptions.blockPairs`. Default {@linkcode BATCH_PAIRS}.
   */
  batchPairs?: number;
}

/** The engine over TensorFlow, and what it runs on. */
export interface TensorflowEngine extends TrainEngine {
  /** What was loaded. */
  readonly tensorflow: Tensorflow;
  /** Pairs that are computed at once. */
  readonly batchPairs: number;
}

/**
 * Returns the engine over TensorFlow: on a GPU through CUDA, or on TensorFlow's CPU.
 * It takes one step for each batch of pairs and not one for each group, as
 * `pairBatchStepReference()` of `@kindred/kernels` defines it, and trains
 * factorizations only. TensorFlow is loaded now, which takes seconds.
 *
 * On a GPU several additions to one row may come in any order: the same training then
 * gives the same quality, not the same bytes.
 *
 * @param options See {@linkcode TensorflowEngineOptions}.
 * @throws {EngineUnavailableError} If TensorFlow or the device cannot be had; see
 * `loadTensorflow()`.
 * @throws {RangeError} If an option is out of range.
 */
export function tensorflowEngine(
  options: TensorflowEngineOptions = {},
): TensorflowEngine {
  const { batchPairs: asked, ...loading } = options;
  if (asked !== undefined) {
    expectNumber("train", "batchPairs", asked, {
      min: 16,
      max: 2 ** 20,
      whole: true,
    });
  }
  const tensorflow = loadTensorflow(loading);
  const { device } = tensorflow;
  const batchPairs = asked ?? BATCH_PAIRS[device];
  return {
    name: "tensorflow",
    device,
    threads: device === "cpu" ? options.threads ?? availableParallelism() : 1,
    // A batch is no larger than a block, and blocks end with a smaller one.
    defaults: { blockPairs: BATCHES_A_BLOCK * batchPairs },
    tensorflow,
    batchPairs,
    open: () => new TensorflowSession(tensorflow, batchPairs),
  };
}

class TensorflowSession implements TrainSession {
  readonly arrays = SHARED;
  readonly #tensorflow: Tensorflow;
  readonly #batchPairs: number;
  readonly #twins: DeviceArrays;
  readonly #works: DeviceWork[] = [];

  constructor(tensorflow: Tensorflow, batchPairs: number) {
    this.#tensorflow = tensorflow;
    this.#batchPairs = batchPairs;
    this.#twins = new DeviceArrays(tensorflow.api);
  }

  start = (work: Work): WorkRun => {
    const device = this.#open(work);
    this.#works.push(device);
    return runInTurn(
      (epoch, piece) => explained(() => device.do(epoch, piece)),
      () => explained(() => this.#twins.bringBack(device.changes)),
    );
  };

  noteChanges = (): void => this.#twins.noteChanges();

  close(): Promise<void> {
    for (const work of this.#works) work.dispose();
    this.#twins.dispose();
    return Promise.resolve();
  }

  #open(work: Work): DeviceWork {
    const { api, gpu } = this.#tensorflow;
    switch (work.kind) {
      case "pairs":
        // Of a CPU's memory it is not known how much may be taken.
        if (gpu !== null) checkRoom(work, this.#batchPairs, gpu);
        return new DevicePairs(api, this.#twins, work, this.#batchPairs);
      case "smooth":
        return new DeviceSmoothing(api, this.#twins, work);
      default:
        throw new KindredError(
          "Cannot train: the tensorflow engine must be given a factorization, got alternating least squares; the simd engine has it",
        );
    }
  }
}

/** Does something on the device, whose errors are told in words of our own. */
function explained(act: () => void): void {
  try {
    act();
  } catch (error) {
    throw explainDeviceError(error);
  }
}
