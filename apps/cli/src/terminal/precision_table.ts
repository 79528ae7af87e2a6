import type { PrecisionComparison } from "@kindred/exporter";
import { formatAmount, formatCount, formatTable } from "./format.ts";

/**
 * Returns what each precision costs and loses, as lines for a terminal.
 *
 * @param comparison What was measured.
 */
export function precisionTable(comparison: PrecisionComparison): string[] {
  const { queries, processor, precisions } = comparison;
  return [
    `what a precision costs, for ${
      formatCount(queries)
    } items, one thread of ${processor}:`,
    ...formatTable([
      ["precision", "size", "ms an answer", "lost recall@10"],
      ...precisions.map((
        { precision, bytes, milliseconds, lostRecallAt10 },
      ) => [
        precision,
        formatAmount(bytes, "bytes"),
        milliseconds.toFixed(2),
        `${(100 * lostRecallAt10).toFixed(1)}%`,
      ]),
    ]),
  ];
}
