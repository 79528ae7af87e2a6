import { expectNumber, type ItemModel } from "@kindred/core";
import type { RankingJob } from "./ranking.ts";

/**
 * Checks a model and what it is asked to rank, so that rows may be followed
 * blindly.
 *
 * @param model The model.
 * @param job What it is asked.
 * @throws {RangeError} If an array of the model has another length than its shape
 * says, k is no whole number >= 1, a row does not exist, a list has another shape
 * or ends behind its rows, or a relevant item is the query itself or excluded.
 */
export function checkRanking(model: ItemModel, job: RankingJob): void {
  const { embeddings: { values, itemCount, dimensions }, itemBias } = model;
  if (
    values.length !== itemCount * dimensions || itemBias.length !== itemCount
  ) {
    throw new RangeError(
      `Cannot rank: a model of ${itemCount} items must have ${
        itemCount * dimensions
      } values and ${itemCount} biases, got ${values.length} and ${itemBias.length}`,
    );
  }
  const { queries, k, excluded, relevant } = job;
  expectNumber("rank", "k", k, { min: 1, whole: true });
  for (const query of queries) {
    if (query >= itemCount) {
      throw new RangeError(
        `Cannot rank: query items must be rows below ${itemCount}, got ${query}`,
      );
    }
  }
  if (excluded) checkLists("excluded", excluded, queries, itemCount);
  if (relevant) {
    checkLists("relevant", relevant, queries, itemCount);
    checkDisjoint(relevant, excluded, queries, itemCount);
  }
}

/** Checks the lists of the items that are asked for. */
function checkLists(
  name: "excluded" | "relevant",
  { start, partner }: Lists,
  queries: Uint32Array,
  itemCount: number,
): void {
  if (start.length !== itemCount + 1) {
    throw new RangeError(
      `Cannot rank: ${name}.start must have length ${
        itemCount + 1
      }, got ${start.length}`,
    );
  }
  for (const query of queries) {
    const begin = start[query]!, end = start[query + 1]!;
    if (begin > end || end > partner.length) {
      throw new RangeError(
        `Cannot rank: ${name} items of item ${query} must lie within ${partner.length}, got [${begin}, ${end})`,
      );
    }
    for (let at = begin; at < end; at++) {
      if (partner[at]! >= itemCount) {
        throw new RangeError(
          `Cannot rank: ${name} items must be rows below ${itemCount}, got ${
            partner[at]
          } for item ${query}`,
        );
      }
    }
  }
}

/** Checks that everything relevant is a candidate. */
function checkDisjoint(
  relevant: Lists,
  excluded: Lists | undefined,
  queries: Uint32Array,
  itemCount: number,
): void {
  // seen is (itemCount): 1 + the place of the last query that an item is no
  // candidate of
  const seen = new Uint32Array(itemCount);
  for (const [q, query] of queries.entries()) {
    seen[query] = q + 1;
    if (excluded) {
      const end = excluded.start[query + 1]!;
      for (let at = excluded.start[query]!; at < end; at++) {
        seen[excluded.partner[at]!] = q + 1;
      }
    }
    const end = relevant.start[query + 1]!;
    for (let at = relevant.start[query]!; at < end; at++) {
      const item = relevant.partner[at]!;
      if (seen[item] === q + 1) {
        throw new RangeError(
          `Cannot rank: a held-out pair must join two items that no training pair joins, got ${query} and ${item}`,
        );
      }
    }
  }
}

type Lists = NonNullable<RankingJob["excluded"]>;
