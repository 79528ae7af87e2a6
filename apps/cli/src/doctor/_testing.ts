// What the tests of the doctor share.
import type {
  NvidiaGpu,
  TensorflowInstallation,
} from "@kindred/trainer/tensorflow";
import assert from "node:assert/strict";
import type { Found } from "./finding.ts";
import type { Machine } from "./machine.ts";
import type { TensorflowProof } from "./probe_message.ts";

/** Returns the details of what was found. */
export function detailsOf(found: Found): Readonly<Record<string, unknown>> {
  assert.ok(typeof found === "object");
  return found.details;
}

/** A GPU. */
export const GPU: NvidiaGpu = {
  index: 0,
  name: "NVIDIA H100",
  driver: "560.35",
  memoryBytes: 80 * 2 ** 30,
  usedBytes: 2 ** 30,
};

/** A TensorFlow that is set up. */
export function installation(
  variant: "cpu" | "cuda",
  folder = "/cache",
): TensorflowInstallation {
  return {
    folder,
    packageName: "@tensorflow/tfjs-node-gpu",
    variant,
    record: {
      format: 1,
      variant,
      tensorflow: "2.21.0",
      source: "wheels",
      pins: "",
    },
  };
}

/** A machine on which a probe of TensorFlow says this. */
export function machine(
  changed: Partial<Machine>,
  proof: Partial<TensorflowProof> = {},
): Machine {
  return {
    gpus: "no NVIDIA driver",
    installations: [],
    probe: ({ kind }) =>
      Promise.resolve(
        kind === "engine"
          ? {
            engine: {
              engine: "tensorflow",
              device: "cuda",
              threads: 1,
              reason: "TensorFlow 2.21.0 on NVIDIA H100",
            },
          }
          : {
            tensorflow: {
              version: "2.21.0",
              jsVersion: "4.22.0",
              device: "cuda",
              whyNoGpu: null,
              ...proof,
            },
          },
      ),
    ...changed,
  };
}
