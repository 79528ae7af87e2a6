import { EngineUnavailableError } from "@kindred/core";
import { simdEngine, type SimdEngineOptions } from "./simd/simd_engine.ts";
import type { Device, TrainEngine } from "./train_engine.ts";

/** What can be asked for. */
export const DEVICE_CHOICES = ["auto", "cpu", "cuda"] as const;

/** One of {@linkcode DEVICE_CHOICES}. */
export type DeviceChoice = typeof DEVICE_CHOICES[number];

/** An engine, and why it was taken. */
export interface EngineSelection {
  /** The engine. */
  engine: TrainEngine;
  /** Why this one and not a faster one: a sentence for a person. */
  reason: string;
}

/** Why there is no CUDA engine in this release. */
const NO_CUDA = "this release has CPU engines only";

/**
 * Returns the engine for a device. `auto` takes the best that there is; a
 * device asked for by name is taken or refused, never replaced.
 *
 * This release has engines for the CPU only, so `"cuda"` is refused.
 *
 * @param device What was asked for.
 * @param options Settings of the CPU's engine.
 * @returns The engine, and the reason for a person.
 * @throws {EngineUnavailableError} If it cannot be had.
 * @throws {RangeError} If it is none of {@linkcode DEVICE_CHOICES}.
 *
 * @example
 * ```ts
 * import { selectEngine } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * assert.equal(selectEngine("auto").engine.device, "cpu");
 * assert.throws(() => selectEngine("cuda"), { name: "EngineUnavailableError" });
 * ```
 */
export function selectEngine(
  device: DeviceChoice,
  options: SimdEngineOptions = {},
): EngineSelection {
  if (!DEVICE_CHOICES.includes(device)) {
    const choices = DEVICE_CHOICES.map((choice) => `"${choice}"`).join(", ");
    throw new RangeError(
      `Cannot select an engine: the device must be one of ${choices}, got "${device}"`,
    );
  }
  if (device === ("cuda" satisfies Device)) {
    throw new EngineUnavailableError(
      "cuda",
      "a TensorFlow engine that sees a GPU must be there",
      `none: ${NO_CUDA}`,
    );
  }
  return {
    engine: simdEngine(options),
    reason: device === "cpu" ? "as asked" : NO_CUDA,
  };
}
