import type { PairBatch, Random } from "@kindred/core";
import type { NegativeSampler } from "./negative_sampler.ts";
import type { PairIndex } from "./pair_index.ts";

/** Draws in place of one hit: an anchor may be linked with nearly everything. */
const MOST_REDRAWS = 20;

/** Where other negatives come from. */
export interface Redraw {
  /** What draws them. */
  negatives: NegativeSampler;
  /** Where the draws come from. */
  random: Random;
}

/**
 * Returns how many negatives of a batch are hits: their anchor itself, its
 * positive, or in a known pair with the anchor.
 *
 * @param batch The batch.
 * @param known The known pairs.
 * @param redraw Draws another item in place of each hit; what is still a hit
 * after 20 draws stays. Default: hits stay.
 */
export function settleHits(
  batch: PairBatch,
  known: PairIndex,
  redraw?: Redraw,
): number {
  const { anchor, positive, negative, negativesPerPair } = batch;
  let hits = 0;
  for (let b = 0, d = 0; b < anchor.length; b++) {
    const a = anchor[b]!;
    const p = positive[b]!;
    for (const end = d + negativesPerPair; d < end; d++) {
      let drawn = negative[d]!;
      if (!isHit(a, p, drawn, known)) continue;
      hits++;
      if (redraw === undefined) continue;
      for (let tries = 0; tries < MOST_REDRAWS; tries++) {
        drawn = redraw.negatives.draw(redraw.random);
        if (!isHit(a, p, drawn, known)) break;
      }
      negative[d] = drawn;
    }
  }
  return hits;
}

function isHit(
  anchor: number,
  positive: number,
  drawn: number,
  known: PairIndex,
): boolean {
  return drawn === anchor || drawn === positive || known.has(anchor, drawn);
}
