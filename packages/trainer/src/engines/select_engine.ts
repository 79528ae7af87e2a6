import { EngineUnavailableError } from "@kindred/core";
import {
  explainMissingGpu,
  SETUP_CUDA,
} from "../tensorflow/explain_missing_gpu.ts";
import {
  findTensorflow,
  type TensorflowInstallation,
} from "../tensorflow/find_tensorflow.ts";
import { nvidiaGpus } from "../tensorflow/nvidia_gpus.ts";
import type { ModelName } from "../train_options.ts";
import { referenceEngine } from "./reference_engine.ts";
import { simdEngine, type SimdEngineOptions } from "./simd/simd_engine.ts";
import {
  type TensorflowEngine,
  tensorflowEngine,
  type TensorflowEngineOptions,
} from "./tensorflow/tensorflow_engine.ts";
import type { TrainEngine } from "./train_engine.ts";

/** Where to compute, as it can be asked for. */
export const DEVICE_CHOICES = ["auto", "cpu", "cuda"] as const;

/** One of {@linkcode DEVICE_CHOICES}. */
export type DeviceChoice = typeof DEVICE_CHOICES[number];

/** What to compute with, as it can be asked for. */
export const ENGINE_CHOICES = [
  "auto",
  "simd",
  "tensorflow",
  "reference",
] as const;

/** One of {@linkcode ENGINE_CHOICES}. */
export type EngineChoice = typeof ENGINE_CHOICES[number];

/** Settings of {@linkcode selectEngine}. */
export interface SelectEngineOptions extends SimdEngineOptions {
  /** What to compute with. Default `"auto"`. */
  engine?: EngineChoice;
  /** Pairs that TensorFlow computes at once, see `TensorflowEngineOptions`. */
  batchPairs?: number;
  /** What is to be learned; TensorFlow has no `"als"`. Default a factorization. */
  model?: ModelName;
}

/** An engine, and why it was taken. */
export interface EngineSelection {
  /** The engine. */
  engine: TrainEngine;
  /** Why this one and not a faster one: a sentence for a person. */
  reason: string;
}

/** What there is on a machine, as far as the choice depends on it. */
export interface EngineWorld {
  /** GPUs, or why there are none. */
  gpus: typeof nvidiaGpus;
  /** TensorFlows that are set up, best first. */
  installations: () => TensorflowInstallation[];
  /** Loads TensorFlow. */
  tensorflow: (options: TensorflowEngineOptions) => TensorflowEngine;
}

const THIS_MACHINE: EngineWorld = {
  gpus: nvidiaGpus,
  installations: findTensorflow,
  tensorflow: tensorflowEngine,
};

const AS_ASKED = "as asked";

/**
 * Returns the engine for what was asked for. `auto` takes the best that there is; a
 * device or an engine asked for by name is taken or refused, never replaced.
 *
 * The best is TensorFlow on a GPU, where the driver knows of one and TensorFlow is set
 * up for it, and else SIMD on the CPU: TensorFlow on a CPU is many times slower.
 *
 * @param device Where to compute.
 * @param options See {@linkcode SelectEngineOptions}.
 * @param world What there is. Default this machine.
 * @returns The engine, and the reason for a person.
 * @throws {EngineUnavailableError} If it cannot be had; the message says what is
 * missing, and the command that mends it.
 * @throws {RangeError} If a choice is none of those allowed, two do not go together, or
 * a setting of the engine is out of range.
 *
 * @example
 * ```ts
 * import { selectEngine } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * const { engine, reason } = selectEngine("cpu", { threads: 2 });
 * assert.deepEqual([engine.name, engine.threads], ["simd", 2]);
 * assert.equal(reason, "as asked");
 * ```
 */
export function selectEngine(
  device: DeviceChoice,
  options: SelectEngineOptions = {},
  world: EngineWorld = THIS_MACHINE,
): EngineSelection {
  const { engine = "auto" } = options;
  checkChoice("device", device, DEVICE_CHOICES);
  checkChoice("engine", engine, ENGINE_CHOICES);
  switch (engine) {
    case "auto":
      if (device === "cuda") return onTensorflow(device, options, world);
      return device === "cpu"
        ? { engine: simdEngine(options), reason: AS_ASKED }
        : bestOf(options, world);
    case "tensorflow":
      return onTensorflow(device, options, world);
    case "simd":
      expectNoCuda(engine, device);
      return { engine: simdEngine(options), reason: AS_ASKED };
    case "reference":
      expectNoCuda(engine, device);
      return { engine: referenceEngine, reason: AS_ASKED };
  }
}

/** Returns TensorFlow on a GPU if there is all that it takes, else the CPU's engine. */
function bestOf(
  options: SelectEngineOptions,
  world: EngineWorld,
): EngineSelection {
  const onCpu = (reason: string): EngineSelection => ({
    engine: simdEngine(options),
    reason,
  });
  if (options.model === "als") {
    return onCpu("alternating least squares are for the CPU");
  }
  if (options.portable) return onCpu("the same bytes are asked for");
  const gpus = world.gpus();
  if (typeof gpus === "string") return onCpu(gpus);
  const [gpu] = gpus;
  const installation = world.installations()
    .find(({ variant }) => variant !== "cpu");
  if (installation === undefined) {
    return onCpu(
      `${
        gpu!.name
      } is there, but TensorFlow is not set up for it (${SETUP_CUDA})`,
    );
  }
  let engine: TensorflowEngine;
  try {
    engine = world.tensorflow(tensorflowOptions("auto", options));
  } catch (error) {
    if (!(error instanceof EngineUnavailableError)) throw error;
    return onCpu(`${gpu!.name} is there, but: ${error.message}`);
  }
  if (engine.device === "cuda") return { engine, reason: wordsOf(engine) };
  const { requirement, found } = explainMissingGpu(installation, gpus);
  return onCpu(`${requirement}, got ${found}`);
}

function onTensorflow(
  device: DeviceChoice,
  options: SelectEngineOptions,
  world: EngineWorld,
): EngineSelection {
  if (options.model === "als") {
    throw new EngineUnavailableError(
      device === "cuda" ? "cuda" : "tensorflow",
      "the model must be a factorization",
      "alternating least squares, which the simd engine has",
    );
  }
  if (options.portable) {
    throw new EngineUnavailableError(
      device === "cuda" ? "cuda" : "tensorflow",
      "the same bytes must not be asked for",
      "a deterministic training, which the simd engine has",
    );
  }
  const engine = world.tensorflow(tensorflowOptions(device, options));
  const { whyNoGpu } = engine.tensorflow;
  const reason = device !== "auto" || whyNoGpu === null
    ? `${AS_ASKED}: ${wordsOf(engine)}`
    : `${AS_ASKED}: ${wordsOf(engine)}; no GPU: ${whyNoGpu}`;
  return { engine, reason };
}

function tensorflowOptions(
  device: DeviceChoice,
  { threads, batchPairs }: SelectEngineOptions,
): TensorflowEngineOptions {
  return {
    device,
    ...threads === undefined ? {} : { threads },
    ...batchPairs === undefined ? {} : { batchPairs },
  };
}

/** Returns what TensorFlow runs on: `TensorFlow 2.21.0 on NVIDIA H100`. */
function wordsOf({ tensorflow, batchPairs }: TensorflowEngine): string {
  const { version, device, gpu } = tensorflow;
  const on = device === "cpu" ? "its CPU" : gpu?.name ?? "a GPU";
  return `TensorFlow ${version} on ${on}, ${batchPairs} pairs at once`;
}

function expectNoCuda(engine: EngineChoice, device: DeviceChoice): void {
  if (device !== "cuda") return;
  throw new RangeError(
    `Cannot select an engine: the device must be auto or cpu for ${engine}, got cuda`,
  );
}

function checkChoice(
  name: string,
  value: string,
  choices: readonly string[],
): void {
  if (choices.includes(value)) return;
  throw new RangeError(
    `Cannot select an engine: the ${name} must be one of ${
      choices.map((choice) => `"${choice}"`).join(", ")
    }, got "${value}"`,
  );
}
