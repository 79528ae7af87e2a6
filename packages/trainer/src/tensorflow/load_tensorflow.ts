import { EngineUnavailableError } from "@kindred/core";
import { createRequire } from "node:module";
import { join } from "node:path";
import process from "node:process";
import { explainLoadError } from "./_explain_load_error.ts";
import { restoreUtilFunctions } from "./_restore_util_functions.ts";
import { explainMissingGpu, SETUP_CUDA } from "./explain_missing_gpu.ts";
import {
  findTensorflow,
  type TensorflowInstallation,
} from "./find_tensorflow.ts";
import { type NvidiaGpu, nvidiaGpus } from "./nvidia_gpus.ts";
import type { TensorflowApi } from "./tensorflow_api.ts";

/** The command that sets TensorFlow up for the CPU. */
export const SETUP_CPU = "deno task setup:tensorflow";

/** Settings of {@linkcode loadTensorflow}. */
export interface LoadTensorflowOptions {
  /**
   * Where it shall compute: `cpu` hides all GPUs, `cuda` needs one, `auto` takes
   * one if TensorFlow can use one.
   *
   * @default "auto"
   */
  device?: "auto" | "cpu" | "cuda";
  /**
   * Threads of one operation on the CPU, and operations at once, >= 1.
   *
   * @default What TensorFlow takes: all cores.
   */
  threads?: number;
  /**
   * What may be loaded, best first.
   *
   * @default findTensorflow()
   */
  installations?: TensorflowInstallation[];
}

/** A TensorFlow that is loaded, and what it runs on. */
export interface Tensorflow {
  /** Its functions. */
  api: TensorflowApi;
  /** Where tensors are and operations run. */
  device: "cpu" | "cuda";
  /** The GPU; null on the CPU, and where the driver's tool does not say. */
  gpu: NvidiaGpu | null;
  /** Version of the library, such as `2.21.0`. */
  version: string;
  /** Version of TensorFlow.js, such as `4.22.0`. */
  jsVersion: string;
  /** What was loaded. */
  installation: TensorflowInstallation;
  /** Why no GPU is used: a sentence for a person; null where one is. */
  whyNoGpu: string | null;
}

/** A process loads TensorFlow once; its devices and threads stay as they are. */
let loaded: Tensorflow | null = null;

/**
 * Loads TensorFlow (2 to 3 s, 0.4 GB of memory) and says what it runs on. A
 * device that is asked for by name is had or refused, never replaced.
 *
 * TensorFlow reads its settings from the environment when it is loaded, once a
 * process: `threads` and `device` are set there (`TF_NUM_INTRAOP_THREADS`,
 * `TF_NUM_INTEROP_THREADS`, `CUDA_VISIBLE_DEVICES`), GPU memory is taken as it is
 * needed (`TF_FORCE_GPU_ALLOW_GROWTH`), GPUs are counted as `nvidia-smi` counts them
 * (`CUDA_DEVICE_ORDER`), and nothing but fatal errors is printed
 * (`TF_CPP_MIN_LOG_LEVEL`), and products keep float32 (`NVIDIA_TF32_OVERRIDE`), unless these variables are set already. Only one GPU
 * is used, the first that is visible: with several, TensorFlow.js would keep
 * tensors on the last and compute on the first.
 *
 * A second call returns what the first did, if it fits what is asked for.
 *
 * @param options See {@linkcode LoadTensorflowOptions}.
 * @returns The loaded TensorFlow.
 * @throws {EngineUnavailableError} If there is no installation, if one does not
 * load (naming the binding, library or version that is missing), if `cuda` is
 * asked for and cannot be had (naming the driver, build or library), or if it is
 * loaded already for another device. The message has the command that mends it.
 * @throws {RangeError} If `threads` is no whole number >= 1.
 */
export function loadTensorflow(
  options: LoadTensorflowOptions = {},
): Tensorflow {
  const { device = "auto", threads } = options;
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new RangeError(
      `Cannot load TensorFlow: threads must be a whole number >= 1, got ${threads}`,
    );
  }
  if (loaded === null) {
    const installation = choose(
      options.installations ?? findTensorflow(),
      device,
    );
    setEnvironment(device, threads);
    loaded = load(installation);
  }
  if (device === "cuda" && loaded.device !== "cuda") {
    const { requirement, found } = explainMissingGpu(loaded.installation);
    throw new EngineUnavailableError("cuda", requirement, found);
  }
  if (device === "cpu" && loaded.device !== "cpu") {
    throw new EngineUnavailableError(
      "cpu",
      "TensorFlow must not be loaded for a GPU in the same process",
      loaded.gpu?.name ?? "a GPU in use",
    );
  }
  return loaded;
}

/** Takes the first installation, or on the CPU the first that is for it. */
function choose(
  installations: TensorflowInstallation[],
  device: "auto" | "cpu" | "cuda",
): TensorflowInstallation {
  const cuda = device === "cuda" ||
    device === "auto" && Array.isArray(nvidiaGpus());
  const found = cuda
    ? installations.find(({ variant }) => variant !== "cpu")
    : installations.find(({ variant }) => variant !== "cuda");
  const installation = found ?? installations[0];
  if (installation !== undefined) return installation;
  const command = device === "cuda" ? SETUP_CUDA : SETUP_CPU;
  throw new EngineUnavailableError(
    device === "cuda" ? "cuda" : "tensorflow",
    `TensorFlow must be set up (${command})`,
    "no package of TensorFlow.js that has its native binding",
  );
}

function setEnvironment(device: string, threads: number | undefined): void {
  const { env } = process;
  // What fails is thrown, and what is missing is said by Kindred: a library that looks
  // for a GPU in vain need not print so.
  env.TF_CPP_MIN_LOG_LEVEL ??= "3";
  env.TF_FORCE_GPU_ALLOW_GROWTH ??= "true";
  // Else products of matrices are of numbers with 10 bits: gradients would be off in
  // their third digit, and a step that waits for memory would be no faster.
  env.NVIDIA_TF32_OVERRIDE ??= "0";
  // So that GPUs have the numbers that nvidia-smi gives them.
  env.CUDA_DEVICE_ORDER ??= "PCI_BUS_ID";
  if (device === "cpu") {
    env.CUDA_VISIBLE_DEVICES = "-1";
  } else {
    const visible = env.CUDA_VISIBLE_DEVICES ?? "0";
    env.CUDA_VISIBLE_DEVICES = visible.split(",")[0];
  }
  if (threads !== undefined) {
    env.TF_NUM_INTRAOP_THREADS = String(threads);
    env.TF_NUM_INTEROP_THREADS = String(threads);
  }
}

function load(installation: TensorflowInstallation): Tensorflow {
  const { folder, packageName } = installation;
  const require = createRequire(join(folder, "package.json"));
  restoreUtilFunctions();
  let api: TensorflowApi;
  try {
    api = require(folder);
  } catch (cause) {
    const { requirement, found } = explainLoadError((cause as Error).message);
    throw new EngineUnavailableError(
      "tensorflow",
      `${requirement} (${SETUP_CPU} --force mends it), loading ${packageName} in "${folder}"`,
      found,
      { cause },
    );
  }
  const { binding } = api.backend();
  const cuda = binding.isUsingGpuDevice();
  return {
    api,
    device: cuda ? "cuda" : "cpu",
    gpu: cuda ? visibleGpu() : null,
    version: binding.TF_Version,
    jsVersion: require("./package.json").version,
    installation,
    whyNoGpu: cuda ? null : explain(installation),
  };
}

/** The GPU that TensorFlow was given. */
function visibleGpu(): NvidiaGpu | null {
  const gpus = nvidiaGpus();
  if (typeof gpus === "string") return null;
  const index = Number(process.env.CUDA_VISIBLE_DEVICES);
  return gpus.find((gpu) => gpu.index === index) ?? gpus[0]!;
}

function explain(installation: TensorflowInstallation): string {
  const { requirement, found } = explainMissingGpu(installation);
  return `${requirement}, got ${found}`;
}
