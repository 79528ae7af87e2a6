import type { ModelItem } from "@kindred/core";
import type { SimilarItem } from "@kindred/recommender";
import { formatTable, plainText } from "./format.ts";

/** Returns an item in a line: its title, or its id where it has none. */
export function itemLine(item: ModelItem): string {
  return item.title === null
    ? plainText(item.id)
    : `${plainText(item.title)} (${plainText(item.id)})`;
}

/** Returns similar items as lines: place, probability, title, id. */
export function similarTable(similar: readonly SimilarItem[]): string[] {
  if (similar.length === 0) return ["  (nothing goes with it)"];
  return formatTable([
    ["#", "score", "title", "id"],
    ...similar.map(({ item, score }, place) => [
      String(place + 1),
      score?.toFixed(3) ?? "-",
      plainText(item.title ?? "-"),
      plainText(item.id),
    ]),
  ]).map((line) => "  " + line);
}
