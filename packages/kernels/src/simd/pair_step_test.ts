import { createRandom, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose } from "../_testing.ts";
import { HEAP } from "../array_allocator.ts";
import { createOptimizerState, OPTIMIZERS } from "../optimizer_state.ts";
import { PAIR_LOSSES } from "../pair_step.ts";
import { pairStepReference } from "../reference/pair_step.ts";
import {
  copyPairModel,
  numbersOf,
  type PairCase,
  randomPairBatch,
  randomPairModel,
} from "../spec/pair_step_fixture.ts";
import { pairStepSpec } from "../spec/pair_step_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdPairStep } from "./pair_step.ts";

/** Single precision, against sums in double: a few hundred half units at most. */
const CLOSE = { absolute: 1e-5, relative: 1e-5 };

/** Cases of every path: dimensions, sizes of groups, negatives, recurring rows. */
const CASES: Omit<PairCase, "itemCount">[] = [
  { dimensions: 4, pairs: 5, negativesPerPair: 0 },
  { dimensions: 4, pairs: 7, negativesPerPair: 3, sharedBy: 3 },
  { dimensions: 12, pairs: 9, negativesPerPair: 5 },
  { dimensions: 20, pairs: 9, negativesPerPair: 4, sharedBy: 2 },
  { dimensions: 32, pairs: 30, negativesPerPair: 7, sharedBy: 16 },
  { dimensions: 64, pairs: 3, negativesPerPair: 20 },
  { dimensions: 128, pairs: 17, negativesPerPair: 5, sharedBy: 16 },
  { dimensions: 100, pairs: 40, negativesPerPair: 128, sharedBy: 32 },
  { dimensions: 1024, pairs: 6, negativesPerPair: 6, sharedBy: 4 },
  { dimensions: 1020, pairs: 3, negativesPerPair: 2 },
];

/**
 * Every case with few items and with many, each optimizer and each loss, both
 * without any addition and with a random choice of them.
 */
function* combinations(random: Random) {
  const maybe = (): boolean => random.below(2) === 1;
  for (const one of CASES) {
    for (const itemCount of [9, 60]) {
      for (const twoTables of [false, true]) {
        const of = { ...one, itemCount, twoTables, labelled: twoTables };
        for (const kind of OPTIMIZERS) {
          for (const loss of PAIR_LOSSES) {
            yield { of, kind, loss, negativeWeight: 1 };
            const additions = {
              masked: maybe(),
              inContext: maybe(),
              l2Scaled: maybe(),
            };
            const negativeWeight = maybe() ? 0.3 : 1;
            yield { of: { ...of, ...additions }, kind, loss, negativeWeight };
          }
        }
      }
    }
  }
}

for (const { label: build, memory, kernels } of kernelVersions()) {
  const name = `simdPairStep(), ${build}`;
  const step = simdPairStep(kernels, memory);
  pairStepSpec(name, { arrays: memory, step });

  Deno.test(`${name} matches the reference on all paths`, () => {
    const random = createRandom(1);
    for (const one of combinations(random)) {
      const { of, kind, loss, negativeWeight } = one;
      const label = JSON.stringify(one);
      const model = randomPairModel(random, of, memory);
      const expected = copyPairModel(model, HEAP);
      const state = createOptimizerState(kind, model, memory);
      const expectedState = createOptimizerState(kind, expected);
      // Not from 0: Adam divides by it, and all rounding would show.
      for (const [part, tensor] of Object.entries(state.tensors)) {
        for (const at of tensor.keys()) tensor[at] = random.float();
        expectedState.tensors[part]!.set(tensor);
      }
      const batch = randomPairBatch(random, of, memory);
      const settings = {
        loss,
        // Rows recur: what a step adds to them shall stay small.
        learningRate: 0.1 / (of.negativesPerPair + of.pairs),
        biasRate: 0.001,
        l2: 0.03,
        negativeWeight,
        step: 3,
      };
      for (let times = 0; times < 2; times++) {
        assertClose(
          step(model, batch, settings, state),
          pairStepReference(expected, batch, settings, expectedState),
          CLOSE,
          `loss ${label}`,
        );
      }
      const right = numbersOf({ model: expected, state: expectedState });
      const found = numbersOf({ model, state });
      for (const [part, numbers] of Object.entries(right)) {
        for (const [at, number] of numbers.entries()) {
          const allowed = CLOSE.absolute + CLOSE.relative * Math.abs(number);
          const off = Math.abs(found[part]![at]! - number);
          if (!(off <= allowed)) {
            assert.fail(`${part} ${at} is off by ${off}: ${label}`);
          }
        }
      }
    }
  });

  Deno.test(`${name} throws RangeError for dimensions or arrays it cannot take`, () => {
    const of = { itemCount: 3, dimensions: 6, pairs: 2, negativesPerPair: 1 };
    const settings = {
      loss: "logistic",
      learningRate: 0.1,
      biasRate: 0.1,
      l2: 0,
    } as const;
    const random = createRandom(1);
    const batch = randomPairBatch(random, of, memory);
    assert.throws(
      () => step(randomPairModel(random, of, memory), batch, settings),
      new RangeError(
        "Cannot take a step with SIMD: dimensions must be a multiple of 4, got 6",
      ),
    );
    const model = randomPairModel(random, { ...of, dimensions: 8 }, HEAP);
    assert.throws(
      () => step(model, batch, settings),
      new RangeError(
        "Cannot run a kernel: arrays must lie in its memory, got one of the heap",
      ),
    );
  });
}
