import {
  expectNumber,
  type RelatedPairs,
  type Relation,
  RELATIONS,
  type WeightedPairs,
} from "@kindred/core";

/** How much each relation counts. */
export type RelationWeights = Record<Relation, number>;

/**
 * The weights of the method, in units of one "also bought". Its fourth relation
 * (bought after viewing) is not used by the method and weighs nothing.
 */
export const DEFAULT_RELATION_WEIGHTS: RelationWeights = {
  bought_together: 1.2,
  also_bought: 1.0,
  also_viewed: 0.5,
  buy_after_viewing: 0,
};

/**
 * Returns the weight of every relation, in the order of `RELATIONS`.
 *
 * @param given Weights of some relations; the others take their default.
 * @throws {RangeError} If a weight is negative or not finite.
 */
export function resolveRelationWeights(
  given: Partial<RelationWeights> = {},
): RelationWeights {
  const weights = RELATIONS.map((relation) => [
    relation,
    expectNumber(
      "weigh pairs",
      `the weight of ${relation}`,
      given[relation] ?? DEFAULT_RELATION_WEIGHTS[relation],
      { min: 0 },
    ),
  ]);
  return Object.fromEntries(weights) as RelationWeights;
}

/** Settings of {@linkcode weighPairs}. */
export interface WeighOptions {
  /**
   * Weights of relations, each >= 0; a relation that weighs 0 makes no pair.
   * Those not named keep their default, {@linkcode DEFAULT_RELATION_WEIGHTS}.
   */
  relationWeights?: Partial<RelationWeights>;
  /**
   * Whether a relation counts once for each direction in which it is given, as
   * in the method's published code, and not once a pair. Default false.
   */
  countDirections?: boolean;
}

/**
 * Returns each related pair with the sum of its relations' weights. Pairs that
 * weigh nothing are left out; the others keep their order.
 *
 * @param related Pairs with their relations, arrays of shape `[n]`.
 * @param options See {@linkcode WeighOptions}.
 * @returns At most `n` pairs. Where all weigh something, `left` and `right` are
 * the arrays given, not copies.
 * @throws {RangeError} If a weight is negative or not finite.
 *
 * @example
 * ```ts
 * import { weighPairs } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const none = Uint8Array.of(0);
 * const pairs = weighPairs({
 *   left: Uint32Array.of(0),
 *   right: Uint32Array.of(1),
 *   directions: {
 *     also_bought: Uint8Array.of(3),
 *     also_viewed: Uint8Array.of(1),
 *     bought_together: none,
 *     buy_after_viewing: none,
 *   },
 * });
 * assert.deepEqual([...pairs.weight], [1.5]);
 * ```
 */
export function weighPairs(
  related: RelatedPairs,
  options: WeighOptions = {},
): WeightedPairs {
  const weights = resolveRelationWeights(options.relationWeights);
  const total = new Float32Array(related.left.length);
  for (const relation of RELATIONS) {
    const directions = related.directions[relation];
    const weight = weights[relation];
    for (let p = 0; p < total.length; p++) {
      const bits = directions[p]!;
      const times = options.countDirections
        ? (bits & 1) + (bits >> 1 & 1)
        : Number(bits !== 0);
      total[p] = total[p]! + weight * times;
    }
  }
  return withoutWeightless({
    left: related.left,
    right: related.right,
    weight: total,
  });
}

/** Returns the pairs that weigh something; the same arrays where all do. */
function withoutWeightless(pairs: WeightedPairs): WeightedPairs {
  const { left, right, weight } = pairs;
  let length = 0;
  for (const value of weight) if (value > 0) length++;
  if (length === weight.length) return pairs;
  const kept = {
    left: new Uint32Array(length),
    right: new Uint32Array(length),
    weight: new Float32Array(length),
  };
  for (let p = 0, k = 0; p < weight.length; p++) {
    if (!(weight[p]! > 0)) continue;
    kept.left[k] = left[p]!;
    kept.right[k] = right[p]!;
    kept.weight[k] = weight[p]!;
    k++;
  }
  return kept;
}
