import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomModel } from "../_testing.ts";
import { pairLogits } from "../pair_logits.ts";
import type { scoreItemsReference } from "../reference/score_items.ts";

/**
 * Registers the tests that every version of scoring must pass.
 *
 * @param name The version's name, such as `scoreItemsReference()`.
 * @param scoreItems The version.
 */
export function scoreItemsSpec(
  name: string,
  scoreItems: typeof scoreItemsReference,
): void {
  Deno.test(`${name} matches v[q] · v[i] + itemBias[i] written out`, () => {
    const random = createRandom(1);
    for (const itemCount of [1, 2, 7, 64, 129]) {
      for (const dimensions of [1, 3, 4, 5, 16, 33]) {
        const model = randomModel(random, itemCount, dimensions);
        // An item may be asked for twice.
        const queries = Uint32Array.from(
          { length: 5 },
          () => random.below(itemCount),
        );
        const out = new Float32Array(5 * itemCount).fill(NaN);
        scoreItems(model, queries, out);

        const { values } = model.embeddings;
        for (const [q, query] of queries.entries()) {
          for (let i = 0; i < itemCount; i++) {
            let expected = model.itemBias[i]!;
            for (let d = 0; d < dimensions; d++) {
              expected += values[query * dimensions + d]! *
                values[i * dimensions + d]!;
            }
            // Summands are below 1: single precision, one ulp a summand.
            assertClose(out[q * itemCount + i]!, expected, {
              absolute: (dimensions + 1) * 2 ** -24 * dimensions,
              relative: 2 ** -23,
            });
          }
        }
      }
    }
  });

  Deno.test(`${name} crosses halves where the model does`, () => {
    const random = createRandom(2);
    for (const dimensions of [2, 8, 24]) {
      const model = { ...randomModel(random, 21, dimensions), crossed: true };
      const queries = Uint32Array.of(20, 0, 7, 7, 3, 11, 5, 9, 1);
      const out = new Float32Array(queries.length * 21);
      scoreItems(model, queries, out);
      for (const [q, query] of queries.entries()) {
        const all = Uint32Array.from({ length: 21 }, (_, i) => i);
        const logits = pairLogits(model, new Uint32Array(21).fill(query), all);
        for (const [i, logit] of logits.entries()) {
          const rest = model.itemBias[query]! + model.globalBias;
          assertClose(out[q * 21 + i]!, logit - rest, {
            absolute: 1e-5,
            relative: 1e-5,
          });
        }
      }
    }
  });

  Deno.test(`${name} leaves the query's own bias and the global one out`, () => {
    const model = {
      embeddings: {
        values: Float32Array.of(1, 2, 3, 4),
        itemCount: 2,
        dimensions: 2,
      },
      itemBias: Float32Array.of(0.5, 100),
      globalBias: 1000,
    };
    const out = new Float32Array(2);
    scoreItems(model, Uint32Array.of(1), out);
    assert.deepEqual([...out], [11.5, 125]);
  });

  Deno.test(`${name} does not change the model`, () => {
    const model = randomModel(createRandom(2), 9, 5);
    const before = structuredClone(model);
    scoreItems(model, Uint32Array.of(8, 0), new Float32Array(18));
    assert.deepEqual(model, before);
  });

  Deno.test(`${name} takes no queries, no items and no dimensions`, () => {
    const random = createRandom(3);
    scoreItems(
      randomModel(random, 3, 4),
      new Uint32Array(),
      new Float32Array(),
    );
    scoreItems(
      randomModel(random, 0, 4),
      new Uint32Array(),
      new Float32Array(),
    );
    const biased = randomModel(random, 3, 0);
    const out = new Float32Array(3);
    scoreItems(biased, Uint32Array.of(2), out);
    assert.deepEqual(out, biased.itemBias);
  });

  Deno.test(`${name} shows NaN only where a NaN comes in`, () => {
    const model = randomModel(createRandom(4), 6, 5);
    model.embeddings.values[3 * 5 + 4] = NaN;
    const out = new Float32Array(12);
    scoreItems(model, Uint32Array.of(0, 3), out);
    assert.deepEqual(
      [...out].map(Number.isNaN),
      [false, false, false, true, false, false, ...new Array(6).fill(true)],
    );
  });

  Deno.test(`${name} throws RangeError if out has another length`, () => {
    const model = randomModel(createRandom(5), 3, 2);
    for (const length of [0, 5, 7]) {
      assert.throws(
        () => scoreItems(model, Uint32Array.of(0, 1), new Float32Array(length)),
        {
          name: "RangeError",
          message: `Cannot score items: out must have length 6, got ${length}`,
        },
      );
    }
  });

  Deno.test(`${name} throws RangeError if a row does not exist`, () => {
    const model = randomModel(createRandom(6), 3, 2);
    const out = new Float32Array(6);
    assert.throws(() => scoreItems(model, Uint32Array.of(0, 3), out), {
      name: "RangeError",
      message: "Cannot score items: rows must be below 3, got 3",
    });
    assert.deepEqual(out, new Float32Array(6));
  });
}
