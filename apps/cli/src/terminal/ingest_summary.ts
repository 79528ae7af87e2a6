import { type IngestReport, type Skip, SKIP_REASONS } from "@kindred/ingest";
import { RELATIONS } from "@kindred/core";
import {
  formatAmount,
  formatCount,
  formatCounted,
  plainText,
} from "./format.ts";

/** Hubs that are shown. */
const HUBS_SHOWN = 3;

/** Returns what ingest read and skipped, in lines for people. */
export function ingestSummary(report: IngestReport): string[] {
  return [
    ...report.sources.flatMap(sourceLines),
    ...skipLines(report),
    ...linkLines(report),
    ...tableLines(report),
    ...pairLines(report),
  ];
}

function sourceLines(
  { name, format, lines, bytes, truncated }: IngestReport["sources"][number],
): string[] {
  const read = `${plainText(name)}: ${formatCounted(lines, "line")} of ${
    plainText(format)
  }, ${formatAmount(bytes, "bytes")}`;
  return truncated ? [read, "  it breaks off; what was whole is used"] : [read];
}

function skipLines(report: IngestReport): string[] {
  const skips = Object.entries(report.skipped) as [
    keyof typeof SKIP_REASONS,
    Skip,
  ][];
  const skipped = skips.reduce((sum, [, { count }]) => sum + count, 0);
  const several = report.sources.length > 1;
  return [
    `${formatCounted(report.products, "product")}; ${
      formatCounted(skipped, "line")
    } skipped`,
    ...skips.map(([reason, { count, first: [place] }]) => {
      const where = several ? ` of ${plainText(place!.source)}` : "";
      const detail = place!.detail === ""
        ? ""
        : `: ${plainText(place!.detail)}`;
      return `  ${formatCount(count)} ${SKIP_REASONS[reason]}, ${
        count > 1 ? "first at" : "at"
      } line ${place!.line}${where}${detail}`;
    }),
  ];
}

function linkLines({ links, relations }: IngestReport): string[] {
  if (links === undefined) return [];
  const { named, dangling, danglingTargets, self, repeated, unusable } = links;
  const passedOver = [
    `${formatCount(dangling)} to ${
      formatCounted(danglingTargets, "product")
    } that no record describes`,
    `${formatCount(self)} to the product itself`,
    `${formatCount(repeated)} repeated`,
    ...unusable > 0 ? [`${formatCount(unusable)} that are no id`] : [],
  ];
  return [
    `${formatCounted(named, "link")}: ${passedOver.join(", ")}`,
    ...RELATIONS.filter((relation) => relations![relation].pairs > 0)
      .map((relation) => {
        const { pairs, oneWay } = relations![relation];
        return `  ${relation}: ${formatCounted(pairs, "pair")}, ${
          percent(oneWay / pairs)
        } one way`;
      }),
  ];
}

function tableLines({ tables, weights, times }: IngestReport): string[] {
  if (tables === undefined) return [];
  const lines: string[] = [];
  if (tables.baskets !== undefined) {
    const { baskets, singletons, capped, rareItems, rarePairs } =
      tables.baskets;
    lines.push(
      `${formatCounted(baskets, "basket")}: ${
        formatCount(singletons)
      } with one item, ${formatCount(capped)} over the cap`,
      `  left out for too little support: ${
        formatCounted(rareItems, "item")
      }, ${formatCounted(rarePairs, "pair")}`,
    );
  }
  if (tables.lists !== undefined) {
    lines.push(
      `${formatCounted(tables.lists.listed, "pair")} listed, ${
        formatCount(tables.lists.repeated)
      } repeated, ${formatCount(tables.selfPairs)} of an item with itself`,
    );
  }
  if (weights !== undefined) {
    lines.push(
      `weights from ${number(weights.min)} to ${number(weights.max)}, ${
        number(weights.mean)
      } on average`,
    );
  }
  if (times !== undefined) {
    lines.push(`first seen from ${day(times.first)} to ${day(times.last)}`);
  }
  return lines;
}

function pairLines(report: IngestReport): string[] {
  const { items, pairs, unconnected, unconnectedShare, degrees } = report;
  const { components: { count, largestShare } } = report;
  const hubs = report.hubs.slice(0, HUBS_SHOWN).map(({ id, title, degree }) =>
    `${plainText(title ?? id)} (${formatCount(degree)})`
  );
  return [
    `${formatCounted(items, "item")} in ${formatCounted(pairs, "pair")}; ${
      formatCounted(unconnected, "product")
    } (${percent(unconnectedShare)}) in no pair left out`,
    `  pairs an item: median ${formatCount(degrees.median)}, mean ${
      degrees.mean.toFixed(1)
    }, 99 % have at most ${formatCount(degrees.p99)}`,
    `  most: ${hubs.join("; ")}`,
    `  ${formatCounted(count, "component")}, the largest with ${
      percent(largestShare)
    } of the items`,
  ];
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

function number(value: number): string {
  return String(Number(value.toPrecision(3)));
}

/** The day of a time in seconds since 1970, UTC. */
function day(seconds: number): string {
  const date = new Date(seconds * 1000);
  return Number.isNaN(date.valueOf())
    ? `second ${seconds}`
    : date.toISOString().slice(0, 10);
}
