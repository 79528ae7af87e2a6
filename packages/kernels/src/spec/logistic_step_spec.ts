import {
  createRandom,
  type ItemModel,
  type PairBatch,
  type Random,
  shuffleInPlace,
} from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomModel } from "../_testing.ts";
import type {
  logisticStepReference,
  StepRates,
} from "../reference/logistic_step.ts";
import {
  crossEntropy,
  type Parameters,
  parametersOf,
  stepByDifferences,
} from "./step_by_differences_fixture.ts";

/** Gradients must be within this of the right ones in single precision. */
const CLOSE = { absolute: 1e-5, relative: 1e-5 };

function assertModel(model: ItemModel, expected: Parameters): void {
  const actual = parametersOf(model);
  for (const [row, vector] of expected.vectors.entries()) {
    for (const [d, value] of vector.entries()) {
      assertClose(
        actual.vectors[row]![d]!,
        value,
        CLOSE,
        `vector ${row}, place ${d}`,
      );
    }
    assertClose(
      actual.biases[row]!,
      expected.biases[row]!,
      CLOSE,
      `bias ${row}`,
    );
  }
  assertClose(actual.globalBias, expected.globalBias, CLOSE, "global bias");
}

/** Returns a batch of distinct rows: no pair shares an item with another. */
function distinctBatch(
  random: Random,
  pairs: number,
  negativesPerPair: number,
): PairBatch {
  const rows = shuffleInPlace(
    Uint32Array.from({ length: pairs * (2 + negativesPerPair) }, (_, i) => i),
    random,
  );
  return {
    anchor: rows.subarray(0, pairs),
    positive: rows.subarray(pairs, 2 * pairs),
    negative: rows.subarray(2 * pairs),
    negativesPerPair,
  };
}

/** Returns a batch of one pair with the given negatives. */
function batchOf(
  anchor: number,
  positive: number,
  ...negatives: number[]
): PairBatch {
  return {
    anchor: Uint32Array.of(anchor),
    positive: Uint32Array.of(positive),
    negative: Uint32Array.from(negatives),
    negativesPerPair: negatives.length,
  };
}

/**
 * Registers the tests that every version of the logistic step must pass.
 *
 * @param name The version's name, such as `logisticStepReference()`.
 * @param step The version.
 */
export function logisticStepSpec(
  name: string,
  step: typeof logisticStepReference,
): void {
  const rates: StepRates = { learningRate: 0.5, biasRate: 0.25, l2: 0.03 };

  Deno.test(`${name} descends the numerical gradient of one pair`, () => {
    const random = createRandom(1);
    for (const dimensions of [1, 2, 3, 4, 5, 8, 13, 16, 17]) {
      for (const negatives of [0, 1, 2, 5]) {
        for (const l2 of [0, 0.1]) {
          // Rate 1, so that the step is the gradient itself.
          const one = { learningRate: 1, biasRate: 1, l2 };
          const batch = distinctBatch(random, 1, negatives);
          const model = randomModel(random, 2 + negatives, dimensions);
          const expected = parametersOf(model);
          const loss = stepByDifferences(expected, batch, one);
          assertClose(step(model, batch, one), loss, CLOSE, "loss");
          assertModel(model, expected);
        }
      }
    }
  });

  Deno.test(`${name} takes the pairs of a batch one after another`, () => {
    const random = createRandom(2);
    for (let round = 0; round < 5; round++) {
      // Three negatives of seven items: pairs share rows, in every role.
      const pairs = 6;
      const batch: PairBatch = {
        anchor: new Uint32Array(pairs),
        positive: new Uint32Array(pairs),
        negative: new Uint32Array(pairs * 3),
        negativesPerPair: 3,
      };
      for (let p = 0; p < pairs; p++) {
        const rows = shuffleInPlace([0, 1, 2, 3, 4, 5, 6], random);
        batch.anchor[p] = rows[0]!;
        batch.positive[p] = rows[1]!;
        batch.negative.set(rows.slice(2, 5), p * 3);
      }
      const model = randomModel(random, 7, 3);
      const expected = parametersOf(model);
      const loss = stepByDifferences(expected, batch, rates);
      assertClose(step(model, batch, rates), loss, CLOSE, "loss");
      assertModel(model, expected);
    }
  });

  Deno.test(`${name} returns the loss before the steps, without L2`, () => {
    const random = createRandom(3);
    const batch = distinctBatch(random, 9, 4);
    const model = randomModel(random, 54, 6);
    const parameters = parametersOf(model);
    let expected = 0;
    for (const pair of batch.anchor.keys()) {
      expected += crossEntropy(parameters, batch, pair);
    }
    // With biasRate 0 the pairs share nothing: no step is seen by another pair.
    const loss = step(model, batch, { ...rates, biasRate: 0 });
    assertClose(loss, expected, CLOSE);
  });

  Deno.test(`${name} gives ln 2 a labelled pair for a model of zeros`, () => {
    const batch = distinctBatch(createRandom(4), 3, 5);
    const model = randomModel(createRandom(4), 21, 4);
    model.embeddings.values.fill(0);
    model.itemBias.fill(0);
    model.globalBias = 0;
    const loss = step(model, batch, { ...rates, biasRate: 0 });
    assertClose(loss, 3 * 6 * Math.LN2, CLOSE);
    // Zeros have no direction to go.
    assert.deepEqual(model.embeddings.values, new Float32Array(84));
  });

  Deno.test(`${name} lowers the loss of the same batch, step by step`, () => {
    const random = createRandom(5);
    const batch = distinctBatch(random, 8, 3);
    const model = randomModel(random, 40, 10);
    const gentle = { learningRate: 0.05, biasRate: 0.01, l2: 0 };
    let before = step(model, batch, gentle);
    for (let round = 0; round < 50; round++) {
      const loss = step(model, batch, gentle);
      assert.ok(loss < before, `round ${round}: ${loss} after ${before}`);
      before = loss;
    }
  });

  Deno.test(`${name} passes over negatives that are anchor or positive`, () => {
    const model = randomModel(createRandom(6), 5, 7);
    const same = structuredClone(model);
    const loss = step(model, batchOf(1, 3, 1, 4, 3, 3, 1), rates);
    assert.equal(loss, step(same, batchOf(1, 3, 4), rates));
    assert.deepEqual(model, same);
  });

  Deno.test(`${name} takes a negative drawn twice as two`, () => {
    const gentle = { learningRate: 1e-3, biasRate: 1e-3, l2: 0.1 };
    const model = randomModel(createRandom(7), 4, 5);
    const expected = parametersOf(model);
    const batch = batchOf(0, 1, 2, 2);
    const loss = stepByDifferences(expected, batch, gentle);
    assertClose(step(model, batch, gentle), loss, CLOSE);
    // Whether the second sees the first's step is left open: rate² apart.
    assertModel(model, expected);
  });

  Deno.test(`${name} changes nothing but the rows it names`, () => {
    const model = randomModel(createRandom(8), 9, 5);
    const before = structuredClone(model);
    step(model, batchOf(7, 2, 4, 7), rates);
    for (let row = 0; row < 9; row++) {
      const touched = [7, 2, 4].includes(row);
      for (let d = 0; d < 5; d++) {
        const at = row * 5 + d;
        assert.equal(
          model.embeddings.values[at] !== before.embeddings.values[at],
          touched,
          `row ${row}, place ${d}`,
        );
      }
      assert.equal(model.itemBias[row] !== before.itemBias[row], touched);
    }
    assert.notEqual(model.globalBias, before.globalBias);
  });

  Deno.test(`${name} does not change the batch`, () => {
    const batch = distinctBatch(createRandom(9), 3, 2);
    const before = structuredClone(batch);
    step(randomModel(createRandom(9), 12, 3), batch, rates);
    assert.deepEqual(batch, before);
  });

  Deno.test(`${name} keeps the biases where their rate is 0`, () => {
    const model = randomModel(createRandom(10), 4, 3);
    const { itemBias, globalBias } = structuredClone(model);
    step(model, batchOf(0, 1, 2), { ...rates, biasRate: 0 });
    assert.deepEqual(model.itemBias, itemBias);
    assert.equal(model.globalBias, globalBias);
  });

  Deno.test(`${name} of an empty batch is 0 and changes nothing`, () => {
    const model = randomModel(createRandom(11), 3, 4);
    const before = structuredClone(model);
    const none = new Uint32Array();
    for (const negativesPerPair of [0, 5]) {
      const batch = {
        anchor: none,
        positive: none,
        negative: none,
        negativesPerPair,
      };
      assert.equal(step(model, batch, rates), 0);
    }
    assert.deepEqual(model, before);
  });

  Deno.test(`${name} stays finite where a probability is 0 or 1`, () => {
    // Logits of 1,000 for the pair and -1,000 for the negative, then swapped.
    const values = Float32Array.of(1000, 1, -1);
    const modelOf = (): ItemModel => ({
      embeddings: { values: values.slice(), itemCount: 3, dimensions: 1 },
      itemBias: new Float32Array(3),
      globalBias: 0,
    });
    const plain = { learningRate: 0.5, biasRate: 0.5, l2: 0 };
    const right = modelOf();
    assert.equal(step(right, batchOf(0, 1, 2), plain), 0);
    assert.deepEqual(right, modelOf());

    const wrong = modelOf();
    assert.equal(step(wrong, batchOf(0, 2, 1), plain), 2000);
    // Errors are 1 and -1: u gains -1 - 1, the others what u was, all halved.
    assert.deepEqual([...wrong.embeddings.values], [999, -499, 499]);
    assert.deepEqual([...wrong.itemBias], [0, -0.5, 0.5]);
    assert.equal(wrong.globalBias, 0);
  });

  Deno.test(`${name} returns NaN where a vector or bias is NaN`, () => {
    for (const spoil of ["vector", "bias", "global"] as const) {
      const model = randomModel(createRandom(12), 4, 5);
      if (spoil === "vector") model.embeddings.values[2 * 5 + 4] = NaN;
      if (spoil === "bias") model.itemBias[2] = NaN;
      if (spoil === "global") model.globalBias = NaN;
      assert.equal(step(model, batchOf(0, 1, 2), rates), NaN, spoil);
    }
  });
}
