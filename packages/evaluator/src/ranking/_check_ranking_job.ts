import { expectNumber } from "@kindred/core";
import type { RankingJob } from "@kindred/kernels";

/**
 * Checks what is to be ranked, so that rows may be followed blindly.
 *
 * @param job What is asked.
 * @param itemCount How many items there are.
 * @throws {RangeError} If k is no whole number >= 1, or a list or a row does not
 * exist.
 */
export function checkRankingJob(job: RankingJob, itemCount: number): void {
  const { queries, k, excluded, relevant } = job;
  expectNumber("rank", "k", k, { min: 1, whole: true });
  for (const query of queries) {
    if (query >= itemCount) {
      throw new RangeError(
        `Cannot rank: query items must be rows below ${itemCount}, got ${query}`,
      );
    }
  }
  for (const [name, lists] of Object.entries({ excluded, relevant })) {
    if (lists === undefined) continue;
    const { start, partner } = lists;
    if (start.length !== itemCount + 1) {
      throw new RangeError(
        `Cannot rank: ${name}.start must have length ${
          itemCount + 1
        }, got ${start.length}`,
      );
    }
    for (const query of queries) {
      for (let at = start[query]!; at < start[query + 1]!; at++) {
        if (!(partner[at]! < itemCount)) {
          throw new RangeError(
            `Cannot rank: ${name} items must be rows below ${itemCount}, got ${
              partner[at]
            } for item ${query}`,
          );
        }
      }
    }
  }
}
