import type { Neighbours } from "./neighbours.ts";
import type { RowRange } from "./row_range.ts";

/**
 * Checks the neighbours of some rows, so that a kernel may follow them blindly.
 *
 * @param action What the caller is about to do, for the message: `solve rows`.
 * @param neighbours The neighbours; only those of `rows` are looked at.
 * @param rows Which rows, within the table.
 * @param counts How many rows there are with neighbours, and how many that they
 * may name.
 * @throws {RangeError} If `start` has another length or ends behind the
 * neighbours, or a neighbour does not exist.
 */
export function checkNeighbours(
  action: string,
  { start, partner, weight }: Neighbours,
  { from, to }: RowRange,
  counts: { rows: number; partners: number },
): void {
  if (start.length !== counts.rows + 1) {
    throw new RangeError(
      `Cannot ${action}: start must have length ${
        counts.rows + 1
      }, got ${start.length}`,
    );
  }
  for (let i = from; i < to; i++) {
    const [begin, end] = [start[i]!, start[i + 1]!];
    if (begin > end || end > partner.length || end > weight.length) {
      throw new RangeError(
        `Cannot ${action}: neighbours of row ${i} must lie within ${
          Math.min(partner.length, weight.length)
        }, got [${begin}, ${end})`,
      );
    }
    for (let at = begin; at < end; at++) {
      if (partner[at]! >= counts.partners) {
        throw new RangeError(
          `Cannot ${action}: neighbours must be below ${counts.partners}, got ${
            partner[at]
          } for row ${i}`,
        );
      }
    }
  }
}
