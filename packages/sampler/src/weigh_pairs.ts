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

/** Settings of {@linkcode weighPairs}. */
export interface WeighOptions {
  /** Weight of each relation, >= 0. Default {@linkcode DEFAULT_RELATION_WEIGHTS}. */
  relationWeights?: RelationWeights;
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
 * @returns At most `n` pairs.
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
  const weights = options.relationWeights ?? DEFAULT_RELATION_WEIGHTS;
  for (const relation of RELATIONS) {
    expectNumber(
      "weigh pairs",
      `the weight of ${relation}`,
      weights[relation],
      { min: 0 },
    );
  }
  const total = new Float32Array(related.left.length);
  for (const relation of RELATIONS) {
    const directions = related.directions[relation];
    for (let p = 0; p < total.length; p++) {
      const bits = directions[p]!;
      const times = options.countDirections
        ? (bits & 1) + (bits >> 1 & 1)
        : Number(bits !== 0);
      total[p] = total[p]! + weights[relation] * times;
    }
  }
  const kept = (_: number, p: number): boolean => total[p]! > 0;
  return {
    left: related.left.filter(kept),
    right: related.right.filter(kept),
    weight: total.filter(kept),
  };
}
