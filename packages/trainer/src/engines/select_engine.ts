import { EngineUnavailableError } from "@kindred/core";
import { referenceEngine } from "./reference_engine.ts";
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
const NO_CUDA = "this release has the CPU engine only";

/**
 * Returns the engine for a device. `auto` takes the best that there is; a
 * device asked for by name is taken or refused, never replaced.
 *
 * @param device What was asked for.
 * @throws {EngineUnavailableError} If it cannot be had.
 */
export function selectEngine(device: DeviceChoice): EngineSelection {
  if (device === ("cuda" satisfies Device)) {
    throw new EngineUnavailableError(
      "cuda",
      "a TensorFlow engine that sees a GPU must be there",
      `none: ${NO_CUDA}`,
    );
  }
  return {
    engine: referenceEngine,
    reason: device === "cpu" ? "as asked" : NO_CUDA,
  };
}
