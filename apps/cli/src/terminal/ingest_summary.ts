import { type IngestReport, type Skip, SKIP_REASONS } from "@kindred/ingest";
import { formatCount, formatCounted, plainText } from "./format.ts";

/** Returns what ingest read and skipped, in lines for people. */
export function ingestSummary(report: IngestReport): string[] {
  const skips = Object.entries(report.skipped) as [
    keyof typeof SKIP_REASONS,
    Skip,
  ][];
  const skipped = skips.reduce((sum, [, { count }]) => sum + count, 0);
  return [
    `read ${formatCounted(report.lines, "line")}: ${
      formatCounted(report.products, "product")
    }, ${formatCount(skipped)} skipped`,
    ...skips.flatMap(([reason, { count, first }]) => [
      `  ${formatCount(count)} ${SKIP_REASONS[reason]}, ${
        count > 1 ? "first at" : "at"
      } line ${first[0]!.line}${detail(first[0]!.detail)}`,
    ]),
    `${formatCounted(report.links, "link")}: ${
      formatCount(report.danglingLinks)
    } to products not in the file, ${
      formatCount(report.selfLinks)
    } to the product itself`,
    `${formatCounted(report.items, "item")} in ${
      formatCounted(report.pairs, "pair")
    }; ${formatCounted(report.unconnected, "product")} in no pair left out`,
  ];
}

function detail(text: string): string {
  return text === "" ? "" : `: ${plainText(text)}`;
}
