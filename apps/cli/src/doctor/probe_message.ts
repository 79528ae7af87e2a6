import type { TensorflowInstallation } from "@kindred/trainer/tensorflow";

/** What a probe is asked to try. */
export type ProbeRequest =
  | { kind: "tensorflow"; installation: TensorflowInstallation }
  | { kind: "engine" };

/** A TensorFlow that loads and computes. */
export interface TensorflowProof {
  /** Version of the library. */
  version: string;
  /** Version of TensorFlow.js. */
  jsVersion: string;
  /** Where it computed. */
  device: "cpu" | "cuda";
  /** Why not on a GPU; null where it did. */
  whyNoGpu: string | null;
}

/** The engine that `auto` takes. */
export interface EngineProof {
  engine: string;
  device: string;
  threads: number;
  /** Why this one. */
  reason: string;
}

/** What a probe answers, as its last line. */
export type ProbeAnswer =
  | { error: string }
  | { tensorflow: TensorflowProof }
  | { engine: EngineProof };
