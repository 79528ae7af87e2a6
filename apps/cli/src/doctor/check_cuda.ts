import { KindredError } from "@kindred/core";
import {
  cudaLibraries,
  missingCudaLibraries,
  SETUP_CUDA,
} from "@kindred/trainer/tensorflow";
import type { Found } from "./finding.ts";
import type { Machine } from "./machine.ts";

/** Libraries of which a person wants to know the version, in this order. */
const TOLD = ["cudart", "cublas", "cudnn", "cufft", "cusolver", "cusparse"];

/** The library that has CUDA's own version in its name. */
const OF_RELEASE = "nvrtc-builtins";

/**
 * Looks at the libraries of CUDA.
 *
 * @param machine GPUs and TensorFlows.
 * @throws {KindredError} If TensorFlow was set up for CUDA and a library that it needs
 * is not there.
 */
export function checkCuda(
  { gpus, installations }: Pick<Machine, "gpus" | "installations">,
): Found {
  const installation = installations.find(({ variant }) => variant === "cuda");
  if (installation === undefined) {
    return {
      found: installations.some(({ variant }) => variant === null)
        ? "those of the system, if any: TensorFlow was not set up by Kindred"
        : typeof gpus === "string"
        ? `none, and not needed without a GPU; ${SETUP_CUDA} brings them`
        : `none; ${SETUP_CUDA} brings them`,
      details: { libraries: [] },
    };
  }
  if (installation.record?.source === "prebuilt") {
    return {
      found: "those of the system: TensorFlow is the package's own",
      details: { libraries: [] },
    };
  }
  const missing = missingCudaLibraries(installation);
  if (missing.length > 0) {
    throw new KindredError(
      `the libraries of CUDA must be there (${SETUP_CUDA} --force brings them), got none of ${
        missing.join(", ")
      }`,
    );
  }
  const libraries = cudaLibraries(installation);
  const versionOf = (wanted: string) =>
    libraries.find(({ name }) => name === wanted)?.version;
  const release = versionOf(OF_RELEASE);
  return {
    found: [
      ...release === undefined ? [] : [`CUDA ${release}`],
      ...TOLD.map((name) => `${name} ${versionOf(name) ?? "?"}`),
    ].join(", "),
    details: { release: release ?? null, libraries },
  };
}
