/** Shared by the tests of the SIMD kernels; no part of the package. @module */
import type { ItemModel } from "@kindred/core";
import { KernelMemory } from "./kernel_memory.ts";
import {
  hasRelaxedSimd,
  type KernelExports,
  loadKernels,
} from "./load_kernels.ts";

/** Kernels to be tested, over a memory of their own. */
export interface KernelVersion {
  label: "plain" | "relaxed";
  memory: KernelMemory;
  kernels: KernelExports;
}

/** Returns every version of the kernels that this runtime can run. */
export function kernelVersions(): KernelVersion[] {
  const labels = hasRelaxedSimd()
    ? ["plain", "relaxed"] as const
    : ["plain"] as const;
  return labels.map((label) => {
    const memory = new KernelMemory();
    const relaxed = label === "relaxed";
    return { label, memory, kernels: loadKernels(memory.memory, { relaxed }) };
  });
}

/** Returns a copy of a model in the memory of the kernels. */
export function modelIn(memory: KernelMemory, model: ItemModel): ItemModel {
  const copyOf = (array: Float32Array): Float32Array => {
    const copy = memory.float32(array.length);
    copy.set(array);
    return copy;
  };
  const { embeddings, itemBias } = model;
  return {
    ...model,
    embeddings: { ...embeddings, values: copyOf(embeddings.values) },
    itemBias: copyOf(itemBias),
  };
}
