import type { EmbeddingTable } from "@kindred/core";
import type { ArrayMaker, TrainKernels } from "./train_kernels.ts";

/** Numbers that all partial sums may have together: 16 MiB. */
const PARTIAL_NUMBERS = 1 << 22;

/** Most partial sums: more threads than this do not gain. */
const MOST_PARTS = 64;

/** Sums of VᵀV over parts of a table V's rows; a piece of it is one part. */
export interface GramWork {
  kind: "gram";
  /** The table V. */
  table: EmbeddingTable;
  /** Sums of each part, float32, shape `[dimensions, dimensions]` each. */
  parts: Float32Array[];
}

/** Makes the work, with a number of parts that does not depend on the threads. */
export function createGramWork(
  table: EmbeddingTable,
  arrays: ArrayMaker,
): GramWork {
  const size = table.dimensions ** 2;
  const count = Math.min(MOST_PARTS, Math.floor(PARTIAL_NUMBERS / size));
  const parts = Array.from({ length: count }, () => arrays.float32(size));
  return { kind: "gram", table, parts };
}

/** Adds the parts up in their order, so that the sum is always the same. */
export function sumParts({ parts }: GramWork, out: Float32Array): void {
  for (let c = 0; c < out.length; c++) {
    let sum = 0;
    for (const part of parts) sum += part[c]!;
    out[c] = sum;
  }
}

/** Returns what does a part. */
export function gramPieces(
  { table, parts }: GramWork,
  kernels: TrainKernels,
): (epoch: number, part: number) => void {
  const rowOf = (part: number): number =>
    Math.floor(part * table.itemCount / parts.length);
  return (_, part) => {
    const rows = { from: rowOf(part), to: rowOf(part + 1) };
    kernels.gram(table, rows, parts[part]!);
  };
}
