import type { Engine, EngineQuery } from "../engines/engine.ts";
import type { Candidate } from "../rules/pick.ts";
import type { Answering } from "../similar/similar_items.ts";
import type { Question } from "../similar/question.ts";
import type { Explanation, KnownRelation, RuleEffect } from "./explanation.ts";

/** How many relations and shared neighbours are told, at most. */
const MOST_TOLD = 3;

/** How far down two lists shared neighbours are looked for. */
const DEPTH = 50;

/** Items of a model beyond which only lists are asked for an item's neighbours. */
const MOST_ASKED = 50_000;

/** An item of an answer that is to be explained. */
export interface Explained {
  /** Its row. */
  row: number;
  /** What made it a candidate; null for a pinned item that the engine did not name. */
  candidate: Candidate | null;
  /** How many places diversity raised it. */
  raised: number;
  /** Whether it was pinned. */
  isPinned: boolean;
}

/** Says why an item is in an answer. */
export type Explainer = (explained: Explained) => Promise<Explanation>;

/**
 * Returns what explains the items of one answer.
 *
 * @param answering What answers are made from.
 * @param question What was asked.
 * @param engine What answered.
 */
export async function explainer(
  { catalogue, engines, knownPairs }: Answering,
  question: Question,
  engine: Engine,
): Promise<Explainer> {
  const { store } = catalogue;
  const ask = await engines.lists() ??
    (store.itemCount <= MOST_ASKED ? engine : null);
  const k = Math.min(DEPTH, store.itemCount);
  const neighboursOf = async (query: Omit<EngineQuery, "k" | "excluded">) => {
    if (ask === null) return new Map<number, number>();
    const { rows, probabilities } = await ask.neighbours({
      ...query,
      excluded: new Uint32Array(),
      k,
    });
    return new Map(Array.from(rows, (row, i) => [row, probabilities[i]!]));
  };
  const asked = await neighboursOf(question);

  const known = async (row: number): Promise<KnownRelation[]> => {
    if (knownPairs === null) return [];
    const weights = await knownPairs.weights(row, question.rows);
    const places = [...weights.keys()].filter((i) => weights[i]! > 0)
      .sort((a, b) => weights[b]! - weights[a]!).slice(0, MOST_TOLD);
    const items = await store.items(places.map((i) => question.rows[i]!));
    return places.map((i, j) => ({ id: items[j]!.id, weight: weights[i]! }));
  };
  const shared = async (row: number) => {
    if (store.pairs[row] === 0) return [];
    const near = await neighboursOf({
      rows: Uint32Array.of(row),
      weights: Float32Array.of(1),
    });
    const common = [...near.keys()].filter((other) => asked.has(other))
      .map((other) => ({ other, value: asked.get(other)! * near.get(other)! }))
      .sort((a, b) => b.value - a.value || a.other - b.other);
    return await store.items(
      common.slice(0, MOST_TOLD).map(({ other }) => other),
    );
  };
  return async ({ row, candidate, raised, isPinned }) => ({
    probability: candidate?.probability ?? null,
    known: await known(row),
    shared: await shared(row),
    rules: effectsOf(candidate?.factor ?? 1, raised, isPinned),
  });
}

function effectsOf(
  factor: number,
  raised: number,
  isPinned: boolean,
): RuleEffect[] {
  const effects: RuleEffect[] = [];
  if (factor !== 1) {
    effects.push({ rule: factor > 1 ? "boosted" : "buried", factor });
  }
  if (raised > 0) effects.push({ rule: "diversified", places: raised });
  if (isPinned) effects.push({ rule: "pinned" });
  return effects;
}
