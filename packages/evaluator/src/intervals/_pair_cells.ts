import { descendingOrder } from "@kindred/kernels";
import type { ScoredPairs } from "../pairs/sorted_pairs.ts";

/** Pairs put together: those of one cell have one label and about one score. */
export interface PairCells {
  /** The cell of each pair, uint32, shape `[n]`. */
  cellOf: Uint32Array;
  /** Each cell as if it were one pair of its pairs' mean score, shape `[cells]`. */
  cells: ScoredPairs;
}

/** Cells of each label: so many that what they blur is far below any interval. */
const MOST = 4096;

/**
 * Puts pairs into cells, so that weights of very many pairs can be summed instead
 * of being sorted: at most `most` cells of each label, of about as many pairs, and
 * a cell for each score where there are fewer. Equal scores are never parted.
 *
 * @param pairs The pairs; not changed. Both labels must be there.
 */
export function pairCells(pairs: ScoredPairs, most = MOST): PairCells {
  const { scores, labels, logits } = pairs;
  const n = scores.length;
  const order = descendingOrder(scores);
  const size = Math.max(1, Math.ceil(n / most));
  const cellOf = new Uint32Array(n);
  const cellScores: number[] = [];
  const cellLabels: number[] = [];
  for (let start = 0; start < n;) {
    const end = endOfTies(scores, order, Math.min(n, start + size));
    let sum = 0;
    const cells = [-1, -1];
    for (let at = start; at < end; at++) {
      const p = order[at]!;
      const label = labels[p]!;
      if (cells[label] === -1) cells[label] = cellLabels.push(label) - 1;
      cellOf[p] = cells[label]!;
      sum += scores[p]!;
    }
    const mean = sum / (end - start);
    while (cellScores.length < cellLabels.length) cellScores.push(mean);
    start = end;
  }
  return {
    cellOf,
    cells: {
      scores: Float32Array.from(cellScores),
      labels: Uint8Array.from(cellLabels),
      logits,
    },
  };
}

/** The first place from `end` on where the score is another than before it. */
function endOfTies(
  scores: Float32Array,
  order: Uint32Array,
  end: number,
): number {
  const last = scores[order[end - 1]!]!;
  while (end < order.length && scores[order[end]!] === last) end++;
  return end;
}
