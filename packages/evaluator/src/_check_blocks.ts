import { checkPairs } from "@kindred/core";

/** Checks the arguments of a scorer's `scorePairs`. */
export function checkScoredPairs(
  left: Uint32Array,
  right: Uint32Array,
  itemCount: number,
): void {
  checkPairs("score pairs", { left, right }, itemCount);
}

/** Checks the arguments of a scorer's `scoreItems`. */
export function checkScoredItems(
  queries: Uint32Array,
  out: Float32Array,
  itemCount: number,
): void {
  if (out.length !== queries.length * itemCount) {
    throw new RangeError(
      `Cannot score items: out must have length ${
        queries.length * itemCount
      }, got ${out.length}`,
    );
  }
  for (const row of queries) {
    if (row >= itemCount) {
      throw new RangeError(
        `Cannot score items: rows must be below ${itemCount}, got ${row}`,
      );
    }
  }
}
