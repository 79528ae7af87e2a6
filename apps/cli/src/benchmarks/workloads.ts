import type { TrainOptions } from "@kindred/trainer";

/** A way of training that is measured. */
export interface Workload {
  /** What it is, in a few words. */
  name: string;
  /** What is trained, beside seed, dimensions and epochs. */
  options: TrainOptions;
  /**
   * Rows that the algorithm reads and writes for a pair; null where arithmetic and
   * not memory bounds it.
   */
  rowsPerPair: number | null;
}

const OWN = 5;
const SHARED = 32;
const SHARED_BY = 16;

/** Every workload of `kindred bench train`. */
export const WORKLOADS: readonly Workload[] = [
  {
    name: `${OWN} negatives of its own`,
    options: { recipe: "plain", negatives: OWN, negativesSharedBy: 1 },
    // The anchor, the positive and each negative.
    rowsPerPair: 2 + OWN,
  },
  {
    name: `${SHARED_BY} pairs share ${SHARED}`,
    options: {
      recipe: "plain",
      negatives: SHARED,
      negativesSharedBy: SHARED_BY,
    },
    // Each negative once for all that share it.
    rowsPerPair: 2 + SHARED / SHARED_BY,
  },
  { name: "ALS", options: { recipe: "als" }, rowsPerPair: null },
];
