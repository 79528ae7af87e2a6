import { batchSizeAmong } from "@kindred/trainer";
import { blockSchedule, groupsFor } from "@kindred/sampler";

/** How an epoch is cut, about: the blocks of a real one differ a little. */
export interface PlannedBatches {
  /** Blocks of an epoch. */
  blocks: number;
  /** Pairs of a batch, the mean. */
  pairs: number;
}

/**
 * Returns how large batches come to be: no larger than is asked for, nor than half
 * as many as a block has items, and a block's last one is what is left.
 *
 * @param graph How many items have a pair, and how many pairs there are.
 * @param batchPairs Pairs of a batch that are asked for.
 * @param blockPairs Pairs that a block should have, at least.
 */
export function plannedBatches(
  { items, pairs }: { items: number; pairs: number },
  batchPairs: number,
  blockPairs: number,
): PlannedBatches {
  const groups = groupsFor(pairs, items, blockPairs);
  const blocks = blockSchedule(groups).first.length;
  const ofBlock = pairs / blocks;
  const most = batchSizeAmong(items, groups, batchPairs);
  return { blocks, pairs: ofBlock / Math.ceil(ofBlock / most) };
}
