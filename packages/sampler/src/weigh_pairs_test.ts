import { type RelatedPairs, type Relation, RELATIONS } from "@kindred/core";
import assert from "node:assert/strict";
import {
  DEFAULT_RELATION_WEIGHTS,
  resolveRelationWeights,
  weighPairs,
} from "./weigh_pairs.ts";

/** Returns related pairs (0, 1), (0, 2), … with the given direction bits. */
function relatedOf(
  directions: Partial<Record<Relation, number[]>>,
): RelatedPairs {
  const length = Math.max(
    0,
    ...Object.values(directions).map((bits) => bits.length),
  );
  return {
    left: new Uint32Array(length),
    right: Uint32Array.from({ length }, (_, p) => p + 1),
    directions: Object.fromEntries(
      RELATIONS.map((
        relation,
      ) => [
        relation,
        Uint8Array.from(directions[relation] ?? new Uint8Array(length)),
      ]),
    ) as RelatedPairs["directions"],
  };
}

/** The method's weights, written down a second time. */
const WEIGHTS: [Relation, number][] = [
  ["bought_together", 1.2],
  ["also_bought", 1.0],
  ["also_viewed", 0.5],
];

Deno.test("weighPairs() counts each relation once, whoever names whom", () => {
  for (const [relation, weight] of WEIGHTS) {
    const pairs = weighPairs(relatedOf({ [relation]: [0, 1, 2, 3] }));
    assert.deepEqual(pairs, {
      left: Uint32Array.of(0, 0, 0),
      right: Uint32Array.of(2, 3, 4),
      weight: Float32Array.of(weight, weight, weight),
    });
  }
});

Deno.test("weighPairs() counts each direction once with countDirections", () => {
  for (const [relation, weight] of WEIGHTS) {
    const pairs = weighPairs(relatedOf({ [relation]: [0, 1, 2, 3] }), {
      countDirections: true,
    });
    assert.deepEqual(
      pairs.weight,
      Float32Array.of(weight, weight, 2 * weight),
    );
  }
});

Deno.test("weighPairs() adds the relations up, to 2.7 or 5.4", () => {
  const related = relatedOf({
    also_bought: [3, 1],
    also_viewed: [3, 2],
    bought_together: [3, 0],
    buy_after_viewing: [3, 3],
  });
  const close = (actual: number, expected: number): void =>
    // Three additions in single precision.
    assert.ok(Math.abs(actual - expected) < 1e-6, `${actual}`);
  const once = weighPairs(related).weight;
  close(once[0]!, 2.7);
  close(once[1]!, 1.5);
  const directed = weighPairs(related, { countDirections: true }).weight;
  close(directed[0]!, 5.4);
  close(directed[1]!, 1.5);
});

Deno.test("weighPairs() leaves out what weighs nothing, keeping the order", () => {
  const related = relatedOf({
    also_bought: [0, 1, 0, 2, 0],
    buy_after_viewing: [3, 0, 1, 3, 0],
  });
  assert.deepEqual(weighPairs(related), {
    left: Uint32Array.of(0, 0),
    right: Uint32Array.of(2, 4),
    weight: Float32Array.of(1, 1),
  });
});

Deno.test("weighPairs() takes other weights", () => {
  const related = relatedOf({
    also_bought: [3, 0],
    buy_after_viewing: [1, 2],
  });
  const relationWeights = {
    ...DEFAULT_RELATION_WEIGHTS,
    also_bought: 0,
    buy_after_viewing: 0.25,
  };
  assert.deepEqual(
    weighPairs(related, { relationWeights }).weight,
    Float32Array.of(0.25, 0.25),
  );
});

Deno.test("weighPairs() takes the default of a relation that is not named", () => {
  const related = relatedOf({
    also_bought: [3, 0, 0],
    also_viewed: [0, 2, 0],
    bought_together: [0, 0, 1],
  });
  const relationWeights = { also_viewed: 4 };
  assert.deepEqual(
    weighPairs(related, { relationWeights }).weight,
    Float32Array.of(1, 4, 1.2),
  );
  assert.deepEqual(resolveRelationWeights(relationWeights), {
    ...DEFAULT_RELATION_WEIGHTS,
    also_viewed: 4,
  });
  assert.deepEqual(resolveRelationWeights(), DEFAULT_RELATION_WEIGHTS);
});

Deno.test("weighPairs() does not change its input", () => {
  const related = relatedOf({ also_bought: [0, 3], also_viewed: [1, 0] });
  const before = structuredClone(related);
  weighPairs(related);
  assert.deepEqual(related, before);
});

Deno.test("weighPairs() of no pairs is none", () => {
  assert.deepEqual(weighPairs(relatedOf({})), {
    left: new Uint32Array(),
    right: new Uint32Array(),
    weight: new Float32Array(),
  });
});

Deno.test("weighPairs() throws RangeError if a weight is out of range", () => {
  for (const relation of RELATIONS) {
    for (const weight of [-0.1, NaN, Infinity]) {
      const relationWeights = {
        ...DEFAULT_RELATION_WEIGHTS,
        [relation]: weight,
      };
      assert.throws(() => weighPairs(relatedOf({}), { relationWeights }), {
        name: "RangeError",
        message:
          `Cannot weigh pairs: the weight of ${relation} must be a number >= 0, got ${weight}`,
      });
    }
  }
});
