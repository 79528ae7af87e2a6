import type { Likeness } from "../engines/engine.ts";
import type { Facts } from "./facts.ts";
import type { Rules } from "./rules.ts";

/** An item that may be in the answer. */
export interface Candidate {
  /** Its row. */
  row: number;
  /** The engine's probability, before rules. */
  probability: number;
  /** What the boosts that hold multiply its odds with. */
  factor: number;
  /** The probability after rules, by which it is ranked. */
  score: number;
}

/** What decides which candidates are in an answer. */
export interface PickPlan {
  /** How many are wanted. */
  wanted: number;
  /** How many there may be of each brand and category. */
  atMost: Rules["atMost"];
  /** How much difference from what is picked already counts, in `[0, 1]`. */
  diversity: number;
  /** Rows that are in the answer before these, and count. */
  before: readonly number[];
  /** What is known of the items; null where no limit needs it. */
  facts: Facts | null;
  /** How alike the candidates of the pool are, by their places; null: not asked. */
  likeness: Likeness | null;
  /** From how many candidates diversity picks; the others come after them. */
  pool: number;
}

/**
 * Picks from candidates, one after the other: each time the one that fits best and
 * is least like what is picked already, if its brand and category have room.
 *
 * With d the diversity, that is the greatest `(1 - d) · score - d · likeness` to the
 * most alike one: maximal marginal relevance (Carbonell and Goldstein 1998). At 0
 * the order is that of the scores.
 *
 * @param candidates By falling score.
 * @param plan See {@linkcode PickPlan}.
 * @returns At most `wanted`, in the order in which they were picked.
 */
export function pick(
  candidates: readonly Candidate[],
  plan: PickPlan,
): Candidate[] {
  const room = new Room(plan);
  const { wanted, likeness, pool } = plan;
  if (likeness === null) return pickInOrder(candidates, wanted, room);
  const picked = pickDiverse(candidates.slice(0, pool), plan, likeness, room);
  const others = candidates.slice(pool);
  return [...picked, ...pickInOrder(others, wanted - picked.length, room)];
}

function pickInOrder(
  candidates: readonly Candidate[],
  wanted: number,
  room: Room,
): Candidate[] {
  const picked: Candidate[] = [];
  for (const candidate of candidates) {
    if (picked.length === wanted) break;
    if (room.take(candidate.row)) picked.push(candidate);
  }
  return picked;
}

function pickDiverse(
  candidates: readonly Candidate[],
  { wanted, diversity }: PickPlan,
  likeness: Likeness,
  room: Room,
): Candidate[] {
  const picked: Candidate[] = [];
  // left holds places that may still be picked; nearest their greatest likeness.
  const left = new Set(candidates.keys());
  const nearest = new Float64Array(candidates.length);
  while (picked.length < wanted && left.size > 0) {
    let best = -1;
    let bestValue = -Infinity;
    for (const place of left) {
      const value = (1 - diversity) * candidates[place]!.score -
        diversity * nearest[place]!;
      if (value > bestValue) [best, bestValue] = [place, value];
    }
    left.delete(best);
    if (!room.take(candidates[best]!.row)) continue;
    picked.push(candidates[best]!);
    for (const place of left) {
      nearest[place] = Math.max(nearest[place]!, likeness.of(place, best));
    }
  }
  return picked;
}

/** How many more there may be of each brand and category. */
class Room {
  readonly #facts: Facts | null;
  readonly #atMost: Rules["atMost"];
  readonly #brands = new Map<unknown, number>();
  readonly #categories = new Map<unknown, number>();

  constructor({ facts, atMost, before }: PickPlan) {
    this.#facts = facts;
    this.#atMost = atMost;
    for (const row of before) this.#count(row);
  }

  /** Counts an item if there is room for it; says whether there was. */
  take(row: number): boolean {
    if (this.#facts === null) return true;
    const brand = this.#facts.brandOf(row);
    const category = this.#facts.categoryOf(row);
    const hasRoom = (this.#brands.get(brand) ?? 0) < this.#atMost.brand &&
      (this.#categories.get(category) ?? 0) < this.#atMost.category;
    if (hasRoom) this.#count(row);
    return hasRoom;
  }

  #count(row: number): void {
    if (this.#facts === null) return;
    const brand = this.#facts.brandOf(row);
    const category = this.#facts.categoryOf(row);
    // Items of which it is not known have nothing in common.
    if (brand !== null) {
      this.#brands.set(brand, (this.#brands.get(brand) ?? 0) + 1);
    }
    if (category !== null) {
      this.#categories.set(category, (this.#categories.get(category) ?? 0) + 1);
    }
  }
}
