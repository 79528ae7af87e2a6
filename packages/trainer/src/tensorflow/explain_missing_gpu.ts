import process from "node:process";
import { missingCudaLibraries } from "./cuda_libraries.ts";
import type { TensorflowInstallation } from "./find_tensorflow.ts";
import { nvidiaGpus } from "./nvidia_gpus.ts";

/** The command that sets TensorFlow up with CUDA. */
export const SETUP_CUDA = "deno task setup:tensorflow --cuda";

/** What keeps TensorFlow off a GPU. */
export interface MissingGpu {
  /** What must hold, for an error message. */
  requirement: string;
  /** What was found, for an error message. */
  found: string;
}

/**
 * Says why an installation of TensorFlow uses no GPU: it was built without, one
 * is hidden, the driver or a library is missing.
 *
 * @param installation What was or would be loaded.
 * @param gpus What the driver says. Default {@linkcode nvidiaGpus}.
 * @param visible Value of `CUDA_VISIBLE_DEVICES`. Default the process's.
 * @returns What must hold, with the command that mends it where there is one,
 * and what was found.
 */
export function explainMissingGpu(
  installation: TensorflowInstallation,
  gpus: ReturnType<typeof nvidiaGpus> = nvidiaGpus(),
  visible: string | undefined = process.env.CUDA_VISIBLE_DEVICES,
): MissingGpu {
  if (typeof gpus === "string") {
    return {
      requirement: "an NVIDIA driver must know of a GPU",
      found: gpus,
    };
  }
  if (installation.variant === "cpu") {
    return {
      requirement: `TensorFlow must be set up for CUDA (${SETUP_CUDA})`,
      found: `one for the CPU only, in "${installation.folder}"`,
    };
  }
  if (visible === "" || visible?.startsWith("-")) {
    return {
      requirement: "CUDA_VISIBLE_DEVICES must not hide the GPU",
      found: `"${visible}"`,
    };
  }
  const missing = installation.variant === "cuda"
    ? missingCudaLibraries(installation)
    : [];
  if (missing.length > 0) {
    return {
      requirement:
        `the CUDA libraries must be there (${SETUP_CUDA} --force brings them)`,
      found: `none of ${missing.join(", ")}`,
    };
  }
  const { name, driver } = gpus[0]!;
  return {
    requirement:
      "TensorFlow must be able to use the GPU (with TF_CPP_MIN_LOG_LEVEL=0 it says why not)",
    found: `none that it uses: ${name}, driver ${driver}`,
  };
}
