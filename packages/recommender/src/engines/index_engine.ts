import type { NeighbourList } from "../lists/neighbour_lists.ts";
import type { Engine, EngineAnswer, EngineQuery } from "./engine.ts";

/**
 * How far down an approximate index is asked: beyond it, and in its last places,
 * an exact engine is as quick.
 */
const REACH = 2000;

/** As much of an approximate index as is needed here. */
export interface ApproximateIndex {
  /** How many items can be found. */
  readonly candidateCount: number;
  /** Finds what goes best with a basket, the basket's own items left out. */
  neighbours(
    basket: readonly { row: number; weight: number }[],
    k: number,
    excluded: Iterable<number>,
  ): Promise<NeighbourList>;
  /** Frees it. */
  close(): Promise<void>;
}

/**
 * Returns an engine over an approximate index. Its answers are not exact, and it
 * is not asked for more than the 2,000 best.
 *
 * @param index The index.
 */
export function indexEngine(index: ApproximateIndex): Engine {
  const underWay = new Set<Promise<unknown>>();
  const neighbours = async (
    { rows, weights, excluded, k }: EngineQuery,
  ): Promise<EngineAnswer> => {
    const asked = Math.min(k, REACH);
    const basket = Array.from(rows, (row, i) => ({ row, weight: weights[i]! }));
    const found = await index.neighbours(basket, asked, excluded);
    const barred = rows.length + excluded.length;
    const isWhole = asked + barred >= index.candidateCount;
    return {
      ...found,
      exact: false,
      rest: isWhole && found.rows.length < asked
        ? "none"
        : asked < REACH
        ? "more"
        : "unknown",
    };
  };
  return {
    name: "index",
    reach: REACH,
    async neighbours(query) {
      const call = neighbours(query);
      underWay.add(call);
      try {
        return await call;
      } finally {
        underWay.delete(call);
      }
    },
    async close() {
      await Promise.allSettled(underWay);
      await index.close();
    },
  };
}
