import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { TensorflowInstallation } from "./find_tensorflow.ts";

/** A library of CUDA that lies beside an installation of TensorFlow. */
export interface CudaLibrary {
  /** Its name, such as `cudnn`. */
  name: string;
  /** The version in its file's name: what a program is linked to, such as `9`. */
  version: string;
  /** Its file. */
  file: string;
}

/**
 * Libraries without which TensorFlow leaves all GPUs alone, each in a folder of
 * its own under `nvidia/`, beside the folder of TensorFlow's libraries.
 */
const NEEDED: readonly (readonly [folder: string, name: string])[] = [
  ["cuda_runtime", "cudart"],
  ["cublas", "cublas"],
  ["cublas", "cublasLt"],
  ["cudnn", "cudnn"],
  ["cufft", "cufft"],
  ["cusolver", "cusolver"],
  ["cusparse", "cusparse"],
  ["nvjitlink", "nvJitLink"],
];

/**
 * Returns the libraries of CUDA that `setup:tensorflow --cuda` brought, by folder and
 * name; none of an installation that takes the system's.
 *
 * @param installation Where to look.
 */
export function cudaLibraries(
  { folder }: Pick<TensorflowInstallation, "folder">,
): CudaLibrary[] {
  const nvidia = join(folder, "deps", "nvidia");
  if (!existsSync(nvidia)) return [];
  return readdirSync(nvidia).sort().flatMap((part) => {
    const lib = join(nvidia, part, "lib");
    if (!existsSync(lib)) return [];
    return readdirSync(lib).sort().flatMap((name) => {
      const found = /^lib(.+)\.so\.(\d[\d.]*)$/.exec(name);
      return found === null
        ? []
        : [{ name: found[1]!, version: found[2]!, file: join(lib, name) }];
    });
  });
}

/**
 * Returns the libraries that TensorFlow needs for a GPU and that `setup:tensorflow
 * --cuda` should have brought, but that are not there.
 *
 * @param installation One that was set up for CUDA.
 * @returns Their names, such as `libcudnn.so`.
 */
export function missingCudaLibraries(
  { folder }: Pick<TensorflowInstallation, "folder">,
): string[] {
  return NEEDED.filter(([part, name]) => {
    const lib = join(folder, "deps", "nvidia", part, "lib");
    return !existsSync(lib) ||
      !readdirSync(lib).some((file) => file.startsWith(`lib${name}.so`));
  }).map(([, name]) => `lib${name}.so`);
}
