import type { Control } from "@kindred/kernels/threads";
import type { Work } from "../../work/work.ts";

/** What a worker is given when it starts. */
export interface WorkerSetup {
  /** The memory that the kernels compute in. */
  memory: WebAssembly.Memory;
  /** Whether they may use relaxed SIMD. */
  relaxed: boolean;
  /** How the workers divide work. */
  control: Control;
}

/** What a worker is asked for. */
export type WorkerRequest =
  | { kind: "start"; id: number; work: Work }
  | { kind: "run"; id: number; epoch: number; to: number };
