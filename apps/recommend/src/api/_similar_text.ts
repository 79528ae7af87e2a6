import type { ModelItem } from "@kindred/core";
import type { SimilarItems } from "@kindred/recommender";
import type { JsonText } from "../answers/send_json.ts";
import { itemJson, similarJson } from "./_similar_json.ts";

/** What an item is in every answer, as JSON: all but the end of the object. */
const opened = new WeakMap<ModelItem, JsonText>();

const encoder = new TextEncoder();

/**
 * Returns what goes with an item as JSON: what `JSON.stringify()` makes of the item and
 * of `similarJson()`, in a third of the time where the recommender hands out items that
 * it has handed out before.
 *
 * @param item The item.
 * @param found What goes with it, without reasons.
 * @param k How many were asked for.
 */
export function similarText(
  item: ModelItem,
  found: SimilarItems,
  k: number,
): JsonText {
  const head = openedJson(item);
  let text = `{"item":${head.text},"pairs":${item.pairs}},"items":[`;
  // All that stands between is ASCII: a byte a character.
  let wider = head.bytes - head.text.length;
  let comma = "";
  for (const { item, score } of found.items) {
    const entry = openedJson(item);
    text += `${comma}${entry.text},"score":${score}}`;
    wider += entry.bytes - entry.text.length;
    comma = ",";
  }
  const { items: _, ...rest } = similarJson({ ...found, items: [] }, k);
  const tail = JSON.stringify(rest);
  text += `],${tail.slice(1)}`;
  return { text, bytes: text.length + wider };
}

function openedJson(item: ModelItem): JsonText {
  let json = opened.get(item);
  if (json === undefined) {
    const { pairs: _, ...product } = itemJson(item);
    const text = JSON.stringify(product).slice(0, -1);
    json = { text, bytes: encoder.encode(text).length };
    opened.set(item, json);
  }
  return json;
}
