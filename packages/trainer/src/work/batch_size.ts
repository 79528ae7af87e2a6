import type { EpochBlocks } from "@kindred/sampler";

/** Pairs below which a batch is not made smaller. */
const LEAST_PAIRS = 16;

/** Items of a block for each pair of a batch, at least. */
const ITEMS_A_PAIR = 2;

/**
 * Returns how many pairs of a block may be taken at once: half as many as the block has
 * items, at most. Pairs of one batch do not see each other's steps, and the more of them
 * share an item, the less is learned of each: on Beauty, of 12,000 items, NDCG@10 is
 * 0.003 lower with batches of 3,000 or of 6,000 pairs than without (BENCHMARKS.md).
 *
 * @param blocks The epoch's plan.
 * @param wanted How many are wanted, at most.
 */
export function batchSizeFor(
  { member, memberStart }: EpochBlocks,
  wanted: number,
): number {
  return batchSizeAmong(member.length, memberStart.length - 1, wanted);
}

/**
 * Returns how many pairs of a block may be taken at once, before an epoch is planned.
 *
 * @param items How many items there are.
 * @param groups Into how many groups they are dealt.
 * @param wanted How many are wanted, at most.
 *
 * @example
 * ```ts
 * import { batchSizeAmong } from "@kindred/trainer";
 * import assert from "node:assert/strict";
 *
 * assert.equal(batchSizeAmong(12_000, 8, 8192), 1500);
 * ```
 */
export function batchSizeAmong(
  items: number,
  groups: number,
  wanted: number,
): number {
  // A block has the items of two groups.
  const itemsOfBlock = items * Math.min(1, 2 / groups);
  return Math.min(
    wanted,
    Math.max(LEAST_PAIRS, Math.floor(itemsOfBlock / ITEMS_A_PAIR)),
  );
}
