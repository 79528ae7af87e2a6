import {
  type ItemId,
  UnknownItemError,
  UntrainedItemError,
} from "@kindred/core";
import { type Basket, basketWeights } from "../basket.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import type { Engine } from "../engines/engine.ts";
import type { EngineRow } from "../engines/engine_row.ts";
import { explainer } from "../explain/explain.ts";
import type { KnownPairs } from "../explain/known_pairs.ts";
import type {
  SimilarItem,
  SimilarItems,
  SimilarItemsOptions,
} from "../recommender.ts";

import type { Candidate } from "../rules/pick.ts";
import { checkRules, type Rules } from "../rules/rules.ts";
import { findWith, type Found } from "./find_with.ts";
import { type Question, shares } from "./question.ts";

/** What answers are made from. */
export interface Answering {
  catalogue: Catalogue;
  engines: EngineRow;
  knownPairs: KnownPairs | null;
}

/**
 * Finds what goes with an item or a basket; see `Recommender.similarItems()`.
 *
 * @param answering What answers are made from.
 * @param basket What is asked for.
 * @param options The settings.
 */
export async function similarItems(
  answering: Answering,
  basket: Basket,
  options: SimilarItemsOptions,
): Promise<SimilarItems> {
  const { catalogue, engines } = answering;
  const rules = checkRules(options);
  const weights = basketWeights(basket);
  const skipped: ItemId[] = [];
  const question = await questionOf(catalogue, weights, rules, skipped);

  let best: { engine: Engine; found: Found } | undefined;
  for await (const engine of engines.forBasket(question.rows.length)) {
    const found = await findWith(engine, question, catalogue);
    // The later engine, where both found as many: it sees more.
    if (
      best === undefined ||
      found.picked.length >= best.found.picked.length
    ) {
      best = { engine, found };
    }
    if (found.complete) break;
  }
  if (best === undefined) {
    throw new Error("Cannot recommend: an engine must run here, got none");
  }
  const { engine, found } = best;
  return {
    items: await describe(answering, question, engine, found),
    skipped,
    exact: found.exact,
    complete: found.complete,
    engine: engine.name,
    diversityBy: found.diversityBy,
  };
}

/** Looks up the rows of a question, and what there is no row for. */
async function questionOf(
  catalogue: Catalogue,
  weights: ReadonlyMap<ItemId, number>,
  rules: Rules,
  skipped: ItemId[],
): Promise<Question> {
  const { store } = catalogue;
  const ids = [...weights.keys()];
  const found = await catalogue.rowsOf(ids);
  const rows: number[] = [];
  const rowWeights: number[] = [];
  for (const [i, row] of found.entries()) {
    if (row === undefined || store.pairs[row] === 0) {
      skipped.push(ids[i]!);
      continue;
    }
    rows.push(row);
    rowWeights.push(weights.get(ids[i]!)!);
  }
  if (rows.length === 0) {
    const untrained = found.findIndex((row) => row !== undefined);
    if (untrained !== -1) throw new UntrainedItemError(ids[untrained]!);
    throw new UnknownItemError(ids[0]!, await catalogue.spellingsOf(ids[0]!));
  }
  const excluded = (await catalogue.rowsOf(rules.exclude))
    .filter((row) => row !== undefined);
  return {
    rows: Uint32Array.from(rows),
    weights: shares(rowWeights),
    excluded: Uint32Array.from(new Set(excluded)),
    pinned: await pinnedRows(
      catalogue,
      rules,
      new Set([...rows, ...excluded]),
      skipped,
    ),
    rules,
  };
}

/** Looks up what is pinned, as far as it may be in the answer. */
async function pinnedRows(
  catalogue: Catalogue,
  { pin, filter, k }: Rules,
  barred: ReadonlySet<number>,
  skipped: ItemId[],
): Promise<number[]> {
  const found = await catalogue.rowsOf(pin);
  for (const [i, row] of found.entries()) {
    if (row === undefined) skipped.push(pin[i]!);
  }
  const rows = found.filter((row) => row !== undefined)
    .filter((row) => !barred.has(row));
  const passes = filter === null
    ? () => true
    : (await catalogue.factsOf(rows)).test(filter);
  return rows.filter(passes).slice(0, k);
}

/** Turns rows into items, with reasons where they were asked for. */
async function describe(
  answering: Answering,
  question: Question,
  engine: Engine,
  { picked, pinned, raised }: Found,
): Promise<SimilarItem[]> {
  const { catalogue } = answering;
  const { rules } = question;
  const entries: {
    row: number;
    candidate: Candidate | null;
    raised: number;
  }[] = [
    ...question.pinned.map((row) => ({
      row,
      candidate: pinned.get(row) ?? null,
      raised: 0,
    })),
    ...picked.map((candidate, i) => ({
      row: candidate.row,
      candidate,
      raised: rules.diversity === 0 ? 0 : Math.max(0, raised[i]!),
    })),
  ];
  const items = await catalogue.store.items(entries.map(({ row }) => row));
  const explain = rules.explain
    ? await explainer(answering, question, engine)
    : null;
  return await Promise.all(entries.map(async (entry, i) => {
    const answer = { item: items[i]!, score: entry.candidate?.score ?? null };
    if (explain === null) return answer;
    const isPinned = i < question.pinned.length;
    return { ...answer, why: await explain({ ...entry, isPinned }) };
  }));
}
