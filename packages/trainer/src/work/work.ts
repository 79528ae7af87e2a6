import { alsPieces, type AlsWork } from "./als_work.ts";
import { gramPieces, type GramWork } from "./gram_work.ts";
import { pairPieces, type PairWork } from "./pair_work.ts";
import { smoothPieces, type SmoothWork } from "./smooth_work.ts";
import type { ArrayMaker, TrainKernels } from "./train_kernels.ts";

/** Something that an engine does piece by piece, several at once if it can. */
export type Work = PairWork | GramWork | AlsWork | SmoothWork;

/** Does one piece of a work in an epoch. */
export type DoPiece = (epoch: number, piece: number) => void;

/**
 * Returns what does a piece of some work in the thread that calls it.
 *
 * @param work The work.
 * @param kernels The inner loops.
 * @param arrays Makes arrays that the kernels can work on, in this thread.
 * @param hasFailed Whether another thread has failed.
 */
export function piecesOf(
  work: Work,
  kernels: TrainKernels,
  arrays: ArrayMaker,
  hasFailed: () => boolean,
): DoPiece {
  switch (work.kind) {
    case "pairs":
      return pairPieces(work, kernels, arrays, hasFailed);
    case "gram":
      return gramPieces(work, kernels);
    case "als":
      return alsPieces(work, kernels);
    case "smooth":
      return smoothPieces(work, kernels);
  }
}
