import type { ModelItem } from "@kindred/core";
import type { Explanation, RuleEffect } from "@kindred/recommender";
import { listed, shortNameOf } from "./_item_parts.tsx";

/**
 * Says in words why an item is in an answer, or nothing where there is nothing to
 * say.
 *
 * @param why The explanation.
 * @param asked The items that were asked for, by their ids.
 */
export function whyInWords(
  why: Explanation,
  asked: ReadonlyMap<string, ModelItem>,
): string[] {
  const isBasket = asked.size > 1;
  const sentences = why.rules.map(effectInWords);
  if (why.known.length > 0) {
    const others = why.known.map(({ id }) => {
      const item = asked.get(id);
      return item === undefined ? id : shortNameOf(item);
    });
    sentences.push(
      isBasket
        ? `Seen together with ${listed(others)}`
        : "Seen together with it in training",
    );
  }
  if (why.shared.length > 0) {
    const names = listed(why.shared.slice(0, 2).map(shortNameOf));
    sentences.push(
      isBasket
        ? `Goes, like the basket, with ${names}`
        : `Both go with ${names}`,
    );
  }
  return sentences;
}

function effectInWords(effect: RuleEffect): string {
  switch (effect.rule) {
    case "pinned":
      return "Pinned";
    case "boosted":
    case "buried":
      return `Odds multiplied by ${effect.factor}`;
    case "diversified":
      return effect.places === 1
        ? "One place up for variety"
        : `${effect.places} places up for variety`;
  }
}
