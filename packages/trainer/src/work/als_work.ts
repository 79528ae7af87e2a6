import type { AlsProblem, AlsSettings } from "@kindred/kernels";
import { rowChunk } from "./row_chunks.ts";
import type { TrainKernels } from "./train_kernels.ts";

/** One half of alternating least squares; a piece of it is some rows. */
export interface AlsWork {
  kind: "als";
  /** Which table is solved, given which. */
  problem: AlsProblem;
  /** Settings of the solver. */
  settings: AlsSettings;
  /** Receives the loss of each piece, float64, shape `[pieces]`. */
  loss: Float64Array;
}

/** Returns what solves the rows of a piece. */
export function alsPieces(
  { problem, settings, loss }: AlsWork,
  kernels: TrainKernels,
): (epoch: number, piece: number) => void {
  return (_, piece) => {
    const rows = rowChunk(piece, problem.solved.itemCount);
    loss[piece] = kernels.alsSolveRows(problem, rows, settings);
  };
}
