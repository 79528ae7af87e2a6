import type { SmoothProblem, SmoothSettings } from "@kindred/kernels";
import { rowChunk } from "./row_chunks.ts";
import type { TrainKernels } from "./train_kernels.ts";

/** Vectors moved towards their neighbours'; a piece of it is some rows. */
export interface SmoothWork {
  kind: "smooth";
  /** What is read and written. */
  problem: SmoothProblem;
  /** How far. */
  settings: SmoothSettings;
}

/** Returns what smooths the rows of a piece. */
export function smoothPieces(
  { problem, settings }: SmoothWork,
  kernels: TrainKernels,
): (epoch: number, piece: number) => void {
  return (_, piece) => {
    const rows = rowChunk(piece, problem.table.itemCount);
    kernels.smoothRows(problem, rows, settings);
  };
}
