import type { Catalogue } from "../catalogue/catalogue.ts";
import type { ItemColumns } from "../catalogue/item_columns.ts";
import type {
  Engine,
  EngineAnswer,
  Likeness,
  LikenessBasis,
} from "../engines/engine.ts";
import { setLikeness } from "../engines/_set_likeness.ts";
import type { Facts } from "../rules/facts.ts";
import { type Candidate, pick } from "../rules/pick.ts";
import { rankCandidates } from "./_rank_candidates.ts";
import { scoreDirectly } from "./_score_directly.ts";
import type { Question } from "./question.ts";

/** An engine that names no more than these is asked, and then the items' fields. */
const SHORT_REACH = 1000;

/** Ids of a filter beyond which not all items are tested at first. */
const MANY_IDS = 10_000;

/** Pairs that are judged one by one, at most, where a filter leaves few items. */
const FEW_PAIRS = 20_000;

/** From how many candidates diversity picks: so many for each that is wanted. */
const POOL = { each: 3, least: 50, most: 1000 } as const;

/** How many times as many are asked for, where an answer left too few. */
const GROWTH = 8;

/** How many times as many are asked for at first as a filter should need. */
const MARGIN = 2;

/** What one engine found. */
export interface Found {
  /** What was picked, pinned items not among them. */
  picked: Candidate[];
  /** Those that are pinned, as far as the engine named them, by their rows. */
  pinned: ReadonlyMap<number, Candidate>;
  /** How many places diversity raised each that was picked. */
  raised: readonly number[];
  /** Whether these are the best there are. */
  exact: boolean;
  /** Whether there are no more, or as many as were wanted. */
  complete: boolean;
  /** By what they were compared; null where they were not. */
  diversityBy: LikenessBasis | null;
}

/**
 * Answers a question with one engine: asks it for more and more, until as many as
 * are wanted have passed the rules and nothing that it did not name could outrank
 * them, or until it knows of no more.
 *
 * @param engine The engine.
 * @param question What is asked.
 * @param catalogue The items.
 */
export async function findWith(
  engine: Engine,
  question: Question,
  catalogue: Catalogue,
): Promise<Found> {
  const plan = await planFor(engine, question, catalogue);
  for (let k = plan.first;;) {
    const answer = await plan.ask(k);
    const found = await pickFrom(answer, plan);
    if (found.complete || answer.rest !== "more" || k === plan.itemCount) {
      return { ...found, pinned: await allPinned(found.pinned, plan) };
    }
    // Many more: what an answer costs hardly depends on its length.
    k = k < plan.reach ? Math.min(GROWTH * k, plan.reach) : plan.itemCount;
  }
}

/** How a question is put to an engine. */
interface Plan {
  engine: Engine;
  question: Question;
  catalogue: Catalogue;
  itemCount: number;
  /** How many neighbours of one item the engine can name. */
  reach: number;
  /** How many are wanted beside the pinned. */
  wanted: number;
  /** How many there should be to pick from. */
  pool: number;
  /** Whether a rule asks for fields of items. */
  needsFields: boolean;
  /** Those of all items, where the engine may name many. */
  columns: ItemColumns | null;
  /** How many to ask for at first. */
  first: number;
  /** Asks for so many. */
  ask: (k: number) => Promise<EngineAnswer>;
}

async function planFor(
  engine: Engine,
  question: Question,
  catalogue: Catalogue,
): Promise<Plan> {
  const { rules, pinned, rows } = question;
  const { itemCount } = catalogue.store;
  const reach = Math.min(engine.reach ?? itemCount, itemCount);
  const wanted = Math.max(0, rules.k - pinned.length);
  const pool = rules.diversity === 0 ? wanted : Math.min(
    Math.max(POOL.least, POOL.each * wanted),
    Math.max(POOL.most, wanted),
  );
  const needsFields = rules.filter !== null || rules.boost.length > 0 ||
    rules.atMost.brand < Infinity || rules.atMost.category < Infinity;
  const columns = needsFields && reach > SHORT_REACH
    ? await catalogue.columns()
    : null;
  const passing = columns && rowsPassing(columns, question, catalogue);
  // What a filter leaves of all, it leaves of the best, about.
  const spread = passing === null
    ? 1
    : MARGIN * catalogue.trainedCount / Math.max(1, passing.length);
  const first = Math.ceil(spread * (pool + pinned.length));
  const isFew = passing !== null && engine.probabilities !== undefined &&
    passing.length * rows.length <= FEW_PAIRS;
  return {
    engine,
    question,
    catalogue,
    itemCount,
    reach,
    wanted,
    pool,
    needsFields,
    columns,
    first: Math.min(itemCount, Math.max(1, first)),
    ask: isFew
      ? () => scoreDirectly(engine, question, passing)
      : (k) => engine.neighbours({ ...question, k }),
  };
}

/** Rows of the items that a filter lets through; null where it is dear to tell. */
function rowsPassing(
  columns: ItemColumns,
  { rules: { filter }, rows, excluded }: Question,
  { store: { pairs } }: Catalogue,
): Uint32Array | null {
  if (filter === null || idCount(filter.ids) > MANY_IDS) return null;
  const barred = new Set([...rows, ...excluded]);
  const passes = columns.test(filter);
  const passing: number[] = [];
  for (let row = 0; row < pairs.length; row++) {
    if (pairs[row]! > 0 && passes(row) && !barred.has(row)) passing.push(row);
  }
  return Uint32Array.from(passing);
}

function idCount(ids: readonly unknown[] | ReadonlySet<unknown> = []): number {
  return "size" in ids ? ids.size : ids.length;
}

/** Judges the pinned items that the engine did not name among the best. */
async function allPinned(
  named: ReadonlyMap<number, Candidate>,
  { engine, question, catalogue, needsFields }: Plan,
): Promise<ReadonlyMap<number, Candidate>> {
  const missing = question.pinned.filter((row) =>
    !named.has(row) && catalogue.store.pairs[row]! > 0
  );
  if (missing.length === 0 || engine.probabilities === undefined) return named;
  const { candidates } = rankCandidates(
    await scoreDirectly(engine, question, Uint32Array.from(missing)),
    question.rules,
    needsFields ? await catalogue.factsOf(missing) : null,
    () => false,
  );
  return new Map([
    ...named,
    ...candidates.map((candidate) => [candidate.row, candidate] as const),
  ]);
}

/** Applies the rules to what an engine named. */
async function pickFrom(answer: EngineAnswer, plan: Plan): Promise<Found> {
  const { question, catalogue, wanted, pool } = plan;
  const { rules } = question;
  const facts = plan.needsFields
    ? plan.columns ??
      await catalogue.factsOf([
        ...new Set([...answer.rows, ...question.pinned]),
      ])
    : null;
  const barred = new Set([...question.rows, ...question.excluded]);
  const { candidates, bound } = rankCandidates(
    answer,
    rules,
    facts,
    (row) => barred.has(row) || catalogue.store.pairs[row] === 0,
  );
  const isPinned = new Set(question.pinned);
  const allowed = candidates
    .filter(({ row, score }) => !isPinned.has(row) && score >= rules.minScore);
  const settledCount = allowed.findIndex(({ score }) => score < bound);
  const settled = settledCount === -1
    ? allowed
    : allowed.slice(0, settledCount);
  // Nothing that was not named can be in the answer.
  const isAll = answer.rest === "none" || bound < rules.minScore;
  const isEnough = settled.length >= pool || isAll;
  // What is not settled is better than nothing, where nothing more is known.
  const choice = isEnough || answer.rest === "more" ? settled : allowed;
  const likeness = rules.diversity === 0
    ? null
    : await likenessOf(choice.slice(0, pool), plan, facts);
  const picked = pick(choice, {
    wanted,
    atMost: rules.atMost,
    diversity: rules.diversity,
    before: question.pinned,
    facts,
    likeness,
    pool,
  });
  const placeOf = new Map(choice.map((candidate, i) => [candidate, i]));
  return {
    picked,
    pinned: new Map(
      candidates.filter(({ row }) => isPinned.has(row))
        .map((candidate) => [candidate.row, candidate]),
    ),
    raised: picked.map((candidate, i) => placeOf.get(candidate)! - i),
    exact: answer.exact && isEnough,
    complete: isEnough && (picked.length === wanted || isAll),
    diversityBy: likeness?.by ?? null,
  };
}

async function likenessOf(
  candidates: readonly Candidate[],
  { engine, catalogue }: Plan,
  facts: Facts | null,
): Promise<Likeness> {
  const rows = Uint32Array.from(candidates, ({ row }) => row);
  if (engine.likeness !== undefined) return await engine.likeness(rows);
  const known = facts ?? await catalogue.factsOf(rows);
  return setLikeness(
    "categories",
    Array.from(rows, (row) => known.categoriesOf(row)),
  );
}
