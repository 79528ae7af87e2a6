import {
  type KernelMemory,
  type KernelOptions,
  loadKernels,
  simdAlsSolveRows,
  simdGram,
  simdPairStep,
  simdSmoothRows,
} from "@kindred/kernels/simd";
import type { TrainKernels } from "../../work/train_kernels.ts";

/**
 * Returns the inner loops in WebAssembly.
 *
 * @param memory Where the arrays lie that they will be given, as one thread takes
 * part in it.
 * @param options Which version of the kernels.
 */
export function simdKernels(
  memory: KernelMemory,
  options: KernelOptions,
): TrainKernels {
  const kernels = loadKernels(memory.memory, options);
  return {
    pairStep: simdPairStep(kernels, memory),
    gram: simdGram(kernels),
    alsSolveRows: simdAlsSolveRows(kernels, memory),
    smoothRows: simdSmoothRows(kernels),
  };
}
