import { join } from "node:path";
import type { LabelledPairs, WeightedPairs } from "../pairs.ts";
import {
  readNumberColumns,
  writeNumberColumns,
} from "../parquet/number_columns.ts";
import type { Artifact } from "./open_artifact.ts";

/** Names of the files in a split folder. */
export const SPLIT_FILES = {
  /** Columns left, right, weight. */
  train: "train.parquet",
  /** Columns left, right, label. */
  validation: "validation.parquet",
} as const;

/** Pairs to learn from and pairs to judge by. */
export interface Split {
  /** How many items the catalogue has; every row is below it. */
  itemCount: number;
  /** The pairs to learn from. */
  train: WeightedPairs;
  /** Held-out pairs (label 1) and drawn negatives (label 0). */
  validation: LabelledPairs;
}

/**
 * Writes the files of a split into `directory`, as {@linkcode SPLIT_FILES}. Its
 * item count goes into the manifest, as the count `items`.
 *
 * @param directory The folder of a split that is being written.
 * @param split What to write.
 * @throws {RangeError} If the arrays of a side are not equally long.
 */
export async function writeSplitFiles(
  directory: string,
  split: Split,
): Promise<void> {
  const { train, validation } = split;
  // Side by side: each file is compressed by one thread, for the same bytes.
  await Promise.all([
    writeNumberColumns(join(directory, SPLIT_FILES.train), {
      left: train.left,
      right: train.right,
      weight: train.weight,
    }),
    writeNumberColumns(join(directory, SPLIT_FILES.validation), {
      left: validation.left,
      right: validation.right,
      label: validation.label,
    }),
  ]);
}

/**
 * Reads a split folder.
 *
 * @param artifact The opened split.
 * @returns Its pairs in the order of the files.
 * @throws {Error} If a file is no Parquet or lacks a column.
 */
export async function readSplit(artifact: Artifact): Promise<Split> {
  const pair = { left: "uint32", right: "uint32" } as const;
  return {
    itemCount: artifact.manifest.counts.items!,
    train: await readNumberColumns(
      join(artifact.directory, SPLIT_FILES.train),
      { ...pair, weight: "float32" },
    ),
    validation: await readNumberColumns(
      join(artifact.directory, SPLIT_FILES.validation),
      { ...pair, label: "uint8" },
    ),
  };
}
