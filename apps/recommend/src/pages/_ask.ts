import {
  type ModelItem,
  UnknownItemError,
  UntrainedItemError,
} from "@kindred/core";
import type { Recommender, SimilarItems } from "@kindred/recommender";
import { nameOf } from "./_item_parts.tsx";
import { NO_RULES, optionsOf, type RuleSettings } from "./_rule_settings.ts";

/** How many items an answer shows. */
const SHOWN = 12;

/** What a page of recommendations shows. */
export interface Asked {
  /** What was found; null where the model knows nothing of what was asked for. */
  answer: SimilarItems | null;
  /** Items whose categories and brands the rules propose. */
  choices: readonly ModelItem[];
  /** What an item that a rule names is called. */
  nameOfId: (id: string) => string;
}

/**
 * Asks for what goes with items, by a visitor's rules.
 *
 * @param recommender Who is asked.
 * @param items The items.
 * @param rules The rules.
 */
export async function ask(
  recommender: Recommender,
  items: readonly ModelItem[],
  rules: RuleSettings,
): Promise<Asked> {
  const ids = items.map(({ id }) => id);
  const named = [...rules.pinned, ...rules.hidden];
  const [answer, plain, namedItems] = await Promise.all([
    similar(recommender, ids, rules, true),
    // What there is to choose from does not shrink with what is chosen.
    rules.category === null && rules.brand === null
      ? null
      : similar(recommender, ids, NO_RULES, false),
    recommender.items(named),
  ]);
  const shown = (plain ?? answer)?.items.map(({ item }) => item) ?? [];
  const names = new Map(
    named.map((id, i) => [id, namedItems[i] ? nameOf(namedItems[i]) : id]),
  );
  return {
    answer,
    choices: [...items, ...shown],
    nameOfId: (id) => names.get(id) ?? id,
  };
}

async function similar(
  recommender: Recommender,
  ids: readonly string[],
  rules: RuleSettings,
  explain: boolean,
): Promise<SimilarItems | null> {
  if (ids.length === 0) return null;
  try {
    return await recommender.similarItems(ids, {
      ...optionsOf(rules),
      k: SHOWN,
      explain,
    });
  } catch (error) {
    const isNone = error instanceof UntrainedItemError ||
      error instanceof UnknownItemError;
    if (isNone) return null;
    throw error;
  }
}
