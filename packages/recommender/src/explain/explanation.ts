import type { ItemId, ModelItem } from "@kindred/core";

/** Why an item is in an answer. */
export interface Explanation {
  /** Probability before boosts, in `[0, 1]`; null where it is not known. */
  probability: number | null;
  /**
   * Items of the basket that a training pair joins to it, the strongest pair first,
   * at most 3; empty where there is none, or the model does not know its pairs.
   */
  known: KnownRelation[];
  /**
   * What goes well with it and with what was asked for, the best first, at most 3.
   */
  shared: ModelItem[];
  /** What rules did to it, in the order in which they are applied. */
  rules: RuleEffect[];
}

/** A pair that the model was trained on. */
export interface KnownRelation {
  /** The basket's item. */
  id: ItemId;
  /** Weight of the pair in training, above 0. */
  weight: number;
}

/** What a rule did to an item. */
export type RuleEffect =
  /** It was pinned: it stands where it was put, whatever its score. */
  | { rule: "pinned" }
  /** Its odds were multiplied, by a factor above 1. */
  | { rule: "boosted"; factor: number }
  /** Its odds were multiplied, by a factor below 1. */
  | { rule: "buried"; factor: number }
  /** It differs from those above, and so stands higher than its score says. */
  | { rule: "diversified"; places: number };
