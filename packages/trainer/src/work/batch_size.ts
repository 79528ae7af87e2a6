import type { EpochBlocks } from "@kindred/sampler";

/** Pairs below which a batch is not made smaller. */
const LEAST_PAIRS = 16;

/** Items of a block for each pair of a batch, at least. */
const ITEMS_A_PAIR = 4;

/**
 * Returns how many pairs of a block may be taken at once. Pairs of one batch do not see
 * each other's steps: where many of them share an item, it moves too far. On Beauty,
 * whose blocks have 3,000 items, batches of 1,024 cost nothing that counts and batches
 * of 4,096 a quarter of the NDCG; so a batch has a quarter as many pairs as its block
 * has items, at most.
 *
 * @param blocks The epoch's plan.
 * @param wanted How many are wanted, at most.
 */
export function batchSizeFor(
  { member, memberStart }: EpochBlocks,
  wanted: number,
): number {
  const groups = memberStart.length - 1;
  // A block has the items of two groups.
  const items = member.length * Math.min(1, 2 / groups);
  return Math.min(
    wanted,
    Math.max(LEAST_PAIRS, Math.floor(items / ITEMS_A_PAIR)),
  );
}
