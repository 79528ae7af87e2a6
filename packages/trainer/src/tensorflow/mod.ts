/**
 * TensorFlow for the trainer: finds an installation, loads it, and says what it
 * runs on. Nothing is loaded before {@linkcode loadTensorflow} is called.
 *
 * @example What is set up here, if anything
 * ```ts
 * import { findTensorflow } from "@kindred/trainer/tensorflow";
 *
 * for (const { folder, variant } of findTensorflow()) {
 *   console.log(`${variant ?? "unknown"}: ${folder}`);
 * }
 * ```
 *
 * @module
 */
export * from "./cuda_libraries.ts";
export * from "./device_table.ts";
export * from "./explain_missing_gpu.ts";
export * from "./find_tensorflow.ts";
export * from "./load_tensorflow.ts";
export * from "./nvidia_gpus.ts";
export * from "./operation_attributes.ts";
export * from "./tensorflow_api.ts";
export * from "./tensorflow_home.ts";
