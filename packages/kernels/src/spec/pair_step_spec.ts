import {
  createRandom,
  type PairBatch,
  type Random,
  shuffleInPlace,
} from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, type Tolerance } from "../_testing.ts";
import { type ArrayAllocator, HEAP } from "../array_allocator.ts";
import { createOptimizerState, OPTIMIZERS } from "../optimizer_state.ts";
import type { PairModel } from "../pair_model.ts";
import {
  PAIR_LOSSES,
  type PairLoss,
  type PairStep,
  type PairStepSettings,
} from "../pair_step.ts";
import {
  type PairParameters,
  pairParametersOf,
  pairStepByDifferences,
} from "./pair_step_by_differences_fixture.ts";
import {
  copyPairModel,
  numbersOf,
  type PairCase,
  randomPairBatch,
  randomPairModel,
} from "./pair_step_fixture.ts";

/** A version of the pair step, and what its tests need to know of it. */
export interface PairStepVersion {
  /** Where its arrays must lie. */
  arrays: ArrayAllocator;
  /** The version. */
  step: PairStep;
}

/** Gradients must be within this of the right ones in single precision. */
const CLOSE: Tolerance = { absolute: 1e-5, relative: 1e-5 };

const SETTINGS: PairStepSettings = {
  loss: "logistic",
  learningRate: 0.5,
  biasRate: 0.25,
  l2: 0.03,
};

/** What a step may have beside its pairs, each by itself and all together. */
const ADDITIONS: Record<string, Partial<PairCase & PairStepSettings>> = {
  "a weight of negatives": { negativeWeight: 0.3 },
  "masks": { masked: true },
  "a context": { inContext: true },
  "l2 scales": { l2Scaled: true },
};
ADDITIONS["all of these"] = Object.assign({}, ...Object.values(ADDITIONS));

/** Registers the tests that every version of the pair step must pass. */
export function pairStepSpec(
  name: string,
  { arrays, step }: PairStepVersion,
): void {
  const uint32 = (...values: number[]): Uint32Array => {
    const array = arrays.uint32(values.length);
    array.set(values);
    return array;
  };
  const float32 = (...values: number[]): Float32Array => {
    const array = arrays.float32(values.length);
    array.set(values);
    return array;
  };

  /** A batch of pairs [anchor, positive] in one group, which share negatives. */
  const groupOf = (
    pairs: [number, number][],
    ...negatives: number[]
  ): PairBatch => ({
    anchor: uint32(...pairs.map(([u]) => u)),
    positive: uint32(...pairs.map(([, v]) => v)),
    negative: uint32(...negatives),
    negativesPerPair: negatives.length,
    sharedBy: Math.max(1, pairs.length),
  });

  /** A model of some items in 8 dimensions. */
  const modelOf = (itemCount: number, seed: number, twoTables = false) =>
    randomPairModel(createRandom(seed), {
      itemCount,
      dimensions: 8,
      twoTables,
      pairs: 0,
      negativesPerPair: 0,
    }, arrays);

  const assertModel = (
    { anchors, targets, itemBias, globalBias }: PairModel,
    expected: PairParameters,
    label: string,
  ): void => {
    const compare = (part: string, actual: Float32Array, right: number[]) => {
      assert.equal(actual.length, right.length);
      for (const [at, value] of right.entries()) {
        assertClose(actual[at]!, value, CLOSE, `${part} ${at}, ${label}`);
      }
    };
    compare("anchors", anchors.values, expected.anchors.flat());
    compare("targets", targets.values, expected.targets.flat());
    compare("item bias", itemBias, expected.biases);
    compare("global bias", globalBias, expected.globalBias);
  };

  const assertDescends = (
    model: PairModel,
    batch: PairBatch,
    settings: PairStepSettings,
    label: string,
  ): void => {
    const expected = pairParametersOf(model);
    const loss = pairStepByDifferences(expected, batch, settings);
    assertClose(step(model, batch, settings), loss, CLOSE, `loss, ${label}`);
    assertModel(model, expected, label);
  };

  /** Checks the step of one group that has no item twice. */
  const assertGroupDescends = (
    random: Random,
    loss: PairLoss,
    { negativeWeight = 1, ...shape }:
      & Omit<PairCase, "itemCount">
      & Partial<PairStepSettings>,
  ): void => {
    const { pairs, negativesPerPair } = shape;
    const itemCount = 2 * pairs + negativesPerPair;
    const of = { ...shape, itemCount, sharedBy: pairs };
    const model = randomPairModel(random, of, arrays);
    // The order of steps is then free.
    const rows = uint32(...Array(itemCount).keys());
    shuffleInPlace(rows, random);
    const batch = {
      ...randomPairBatch(random, of, arrays),
      anchor: rows.subarray(0, pairs),
      positive: rows.subarray(pairs, 2 * pairs),
      negative: rows.subarray(2 * pairs),
    };
    // Rate 1, so that the step is the gradient itself.
    const rates = { learningRate: 1, biasRate: 1, l2: 0.1 };
    const settings = { loss, ...rates, negativeWeight };
    const label = JSON.stringify({ ...of, loss, negativeWeight });
    assertDescends(model, batch, settings, label);
  };

  Deno.test(`${name} descends the numerical gradient of a group`, () => {
    const random = createRandom(1);
    for (const loss of PAIR_LOSSES) {
      for (const pairs of [1, 2, 3, 5]) {
        for (const negativesPerPair of [0, 1, 2, 5]) {
          for (const dimensions of [4, 12]) {
            assertGroupDescends(random, loss, {
              dimensions,
              pairs,
              negativesPerPair,
              twoTables: dimensions === 12,
              labelled: negativesPerPair > 1,
            });
          }
        }
      }
    }
  });

  for (const [addition, of] of Object.entries(ADDITIONS)) {
    Deno.test(`${name} descends the numerical gradient with ${addition}`, () => {
      const random = createRandom(16);
      for (const loss of PAIR_LOSSES) {
        for (
          const [pairs, dimensions] of [[1, 12], [3, 12], [32, 4]] as const
        ) {
          for (const twoTables of [false, true]) {
            const shape = { pairs, dimensions, negativesPerPair: 5, twoTables };
            assertGroupDescends(random, loss, { ...of, ...shape });
          }
        }
      }
    });
  }

  Deno.test(`${name} takes groups one after another, whose rows recur`, () => {
    const random = createRandom(2);
    for (const sharedBy of [1, 2, 4, 7, 32]) {
      for (const twoTables of [false, true]) {
        for (const addition of [{}, ADDITIONS["all of these"]]) {
          const of = {
            ...addition,
            itemCount: 9,
            dimensions: 4,
            twoTables,
            pairs: 18,
            negativesPerPair: 4,
            sharedBy,
            labelled: true,
          };
          const model = randomPairModel(random, of, arrays);
          const batch = randomPairBatch(random, of, arrays);
          const settings = {
            ...SETTINGS,
            ...addition,
            learningRate: 0.05,
            biasRate: 0.02,
            l2: 0,
          };
          assertDescends(model, batch, settings, JSON.stringify(of));
        }
      }
    }
  });

  Deno.test(`${name} takes l2 of a negative once for each pair it has part in`, () => {
    for (
      const [batch, counts] of [
        [groupOf([[0, 1], [2, 3]], 4, 5), [1, 1, 1, 1, 2, 2]],
        [groupOf([[0, 1], [2, 3], [4, 5]], 6, 7), [1, 1, 1, 1, 1, 1, 3, 3]],
        // Passed over for two of three pairs; its steps as positive and anchor
        // come later, from another row.
        [groupOf([[0, 1], [2, 3], [4, 5]], 6), [1, 1, 1, 1, 1, 1, 3]],
        [groupOf([[0, 1]], 2, 3), [1, 1, 1, 1]],
      ] as const
    ) {
      const before = modelOf(8, 3, true);
      const [without, with_] = [before, before]
        .map((model) => copyPairModel(model, arrays));
      step(without!, batch, { ...SETTINGS, l2: 0 });
      step(with_!, batch, { ...SETTINGS, l2: 0.1 });
      for (const [row, count] of counts.entries()) {
        const table = batch.anchor.includes(row) ? "anchors" : "targets";
        for (let at = row * 8; at < row * 8 + 8; at++) {
          const change = with_![table].values[at]! -
            without![table].values[at]!;
          const expected = -0.5 * 0.1 * count * before[table].values[at]!;
          assertClose(change, expected, { absolute: 1e-6, relative: 0 });
        }
      }
    }
  });

  Deno.test(`${name} passes negatives over that are their anchor or positive, masked, or drawn before`, () => {
    const same = (batch: PairBatch, without: PairBatch): void => {
      const model = modelOf(7, 4);
      const expected = copyPairModel(model, arrays);
      const loss = step(expected, without, SETTINGS);
      assertClose(step(model, batch, SETTINGS), loss, CLOSE);
      assertModel(model, pairParametersOf(expected), "without");
    };
    same(groupOf([[0, 1]], 1, 2, 0, 2, 3, 2), groupOf([[0, 1]], 2, 3));
    same(groupOf([[0, 1]], 0, 1, 1), groupOf([[0, 1]]));
    const masked = (batch: PairBatch, ...bits: number[]): PairBatch => ({
      ...batch,
      masked: uint32(...bits),
    });
    same(masked(groupOf([[0, 1]], 2, 3), 1, 0), groupOf([[0, 1]], 3));
    same(
      masked(groupOf([[0, 1], [4, 5]], 2, 3), 0b00, 0b11),
      groupOf([[0, 1], [4, 5]], 2),
    );
    // Of what is drawn twice, only the first counts, and so does its mask.
    same(masked(groupOf([[0, 1]], 2, 2), 1, 0), groupOf([[0, 1]]));
    // Bits of pairs that the group does not have.
    for (const pairs of [[[0, 1]], [[0, 1], [4, 5]]] as [number, number][][]) {
      const batch = groupOf(pairs, 2);
      same(masked(batch, 0xffff_ffff << pairs.length), batch);
    }
    same(
      groupOf([[0, 1], [0, 2]], 0, 3, 4, 3, 4, 0),
      groupOf([[0, 1], [0, 2]], 3, 4),
    );
    // For each pair on its own: 1 is a negative of the second only.
    const model = modelOf(7, 4, true);
    const expected = pairParametersOf(model);
    const batch = groupOf([[0, 1], [2, 3]], 1, 4);
    const settings = { ...SETTINGS, l2: 0 };
    const loss = pairStepByDifferences(expected, batch, settings);
    assertClose(step(model, batch, settings), loss, CLOSE);
    assertModel(model, expected, "each pair on its own");
  });

  Deno.test(`${name} passes a pair of an item with itself over`, () => {
    const model = modelOf(6, 5);
    const expected = copyPairModel(model, arrays);
    const loss = step(expected, groupOf([[1, 2], [3, 4]], 0), SETTINGS);
    const found = step(model, groupOf([[1, 2], [5, 5], [3, 4]], 0), SETTINGS);
    assertClose(found, loss, CLOSE);
    assertModel(model, pairParametersOf(expected), "one of three");
  });

  for (const kind of OPTIMIZERS) {
    Deno.test(`${name} with ${kind} moves nothing for a group that is passed over`, () => {
      const model = modelOf(6, 5);
      const state = createOptimizerState(kind, model, arrays);
      const settings = { ...SETTINGS, step: 1 };
      step(model, groupOf([[0, 1], [2, 3]], 4), settings, state);
      const before = numbersOf({ model, state });
      for (
        const batch of [groupOf([[1, 1]], 4), groupOf([[1, 1], [2, 2]], 4)]
      ) {
        assert.equal(step(model, batch, settings, state), 0);
        assert.deepEqual(numbersOf({ model, state }), before);
      }
    });

    Deno.test(`${name} with ${kind} does not move a negative that all pairs pass over`, () => {
      for (
        const pairs of [[[0, 1]], [[0, 1], [2, 3]]] as [number, number][][]
      ) {
        const model = modelOf(6, 5);
        const state = createOptimizerState(kind, model, arrays);
        const batch = groupOf(pairs, 4, 5);
        // From here on Adam moves whatever it is called for.
        step(model, batch, SETTINGS, state);
        const before = copyPairModel(model, HEAP);
        const masked = uint32(2 ** pairs.length - 1, 0);
        step(model, { ...batch, masked }, { ...SETTINGS, step: 2 }, state);
        const isSame = (row: number) =>
          model.itemBias[row] === before.itemBias[row] &&
          [...model.anchors.values.subarray(row * 8, row * 8 + 8)].every(
            (value, i) => value === before.anchors.values[row * 8 + i],
          );
        assert.deepEqual([0, 4, 5].map(isSame), [false, true, false]);
      }
    });

    Deno.test(`${name} with ${kind} follows its rule, from the state on`, () => {
      for (const twoTables of [false, true]) {
        for (
          const batch of [
            groupOf([[0, 1]], 2, 3),
            groupOf([[0, 1], [2, 3]], 4, 5, 6),
          ]
        ) {
          const model = modelOf(8, 6, twoTables);
          const state = createOptimizerState(kind, model, arrays);
          const random = createRandom(7);
          for (const tensor of Object.values(state.tensors)) {
            for (const at of tensor.keys()) tensor[at] = random.float() / 10;
          }
          const before = copyPairModel(model, HEAP);
          const past = numbersOf(state.tensors);
          // The gradient is what plain descent of rate 1 adds.
          const moved = copyPairModel(model, arrays);
          const one = { ...SETTINGS, learningRate: 1, biasRate: 1 };
          step(moved, batch, one);

          const settings = { ...SETTINGS, step: 7 };
          step(model, batch, settings, state);
          const items = new Set([
            ...batch.anchor,
            ...batch.positive,
            ...batch.negative,
          ]);
          const parts = {
            anchors: [
              before.anchors.values,
              moved.anchors.values,
              model.anchors.values,
            ],
            targets: [
              before.targets.values,
              moved.targets.values,
              model.targets.values,
            ],
            itemBias: [before.itemBias, moved.itemBias, model.itemBias],
            globalBias: [before.globalBias, moved.globalBias, model.globalBias],
          } as const;
          for (const [part, [old, plain, actual]] of Object.entries(parts)) {
            const isTable = part === "anchors" || part === "targets";
            const width = isTable ? 8 : 1;
            const rate = isTable ? settings.learningRate : settings.biasRate;
            const inState = part === "targets" && !twoTables ? "anchors" : part;
            for (let row = 0; row * width < old.length; row++) {
              const isAnchor = batch.anchor.includes(row);
              const isTouched = part === "globalBias" ||
                items.has(row) && (!twoTables || !isTable ||
                    isAnchor === (part === "anchors"));
              const range = [row * width, row * width + width] as const;
              const gradient = [...plain.slice(...range)]
                .map((value, i) => value - old[range[0] + i]!);
              const changes = isTouched
                ? changesBy(kind, gradient, past, inState, row, rate)
                : gradient.map(() => 0);
              for (const [i, change] of changes.entries()) {
                const at = range[0] + i;
                assertClose(
                  actual[at]!,
                  old[at]! + change,
                  // Gradients were differences of single precision numbers.
                  { absolute: 2e-5, relative: 1e-5 },
                  `${part} ${at}, two tables ${twoTables}`,
                );
              }
            }
          }
        }
      }
    });
  }

  Deno.test(`${name} has labels, weights and l2 scales of 1 by default, no masks and no context`, () => {
    for (const sharedBy of [1, 2]) {
      const batch = { ...groupOf([[0, 1], [2, 3]], 4, 5), sharedBy };
      const drawn = { ...batch, negative: uint32(4, 5, 6, 7) };
      const one = sharedBy === 1 ? drawn : batch;
      const model = modelOf(8, 8);
      const expected = copyPairModel(model, HEAP);
      const given = copyPairModel(model, arrays);
      const inContext = copyPairModel(model, arrays);
      const ones = {
        label: float32(1, 1),
        weight: float32(1, 1),
        masked: arrays.uint32(one.negative.length),
      };
      const l2Scale = float32(...Array(8).fill(1));
      const loss = step(model, one, SETTINGS);
      const found = step({ ...given, l2Scale }, { ...one, ...ones }, {
        ...SETTINGS,
        negativeWeight: 1,
      });
      assert.equal(found, loss);
      assert.deepEqual(given.anchors.values, model.anchors.values);
      assert.notDeepEqual(model.anchors.values, expected.anchors.values);

      // A context may be taken another way, with another rounding.
      const zeros = { ...model.anchors, values: arrays.float32(8 * 8) };
      const context = { anchors: zeros, targets: zeros };
      const close = step({ ...inContext, context }, one, SETTINGS);
      assertClose(close, loss, CLOSE);
      assertModel(inContext, pairParametersOf(model), "context of zeros");
    }
  });

  Deno.test(`${name} reads and changes nothing but the rows it names`, () => {
    for (const sharedBy of [1, 3]) {
      for (const addition of [{}, ADDITIONS["all of these"]]) {
        const of = {
          itemCount: 9,
          dimensions: 8,
          pairs: 0,
          negativesPerPair: 0,
        };
        const model = randomPairModel(
          createRandom(9),
          { ...of, ...addition },
          arrays,
        );
        const batch: PairBatch = {
          anchor: uint32(7, 2, 7),
          positive: uint32(2, 4, 5),
          negative: sharedBy === 1 ? uint32(4, 7, 5) : uint32(1),
          negativesPerPair: 1,
          sharedBy,
        };
        const named = new Set([7, 2, 4, 5, ...(sharedBy === 1 ? [] : [1])]);
        for (let row = 0; row < 9; row++) {
          if (named.has(row)) continue;
          for (const { anchors } of [model, model.context ?? model]) {
            anchors.values.fill(NaN, row * 8, row * 8 + 8);
          }
          for (const numbers of [model.itemBias, model.l2Scale]) {
            numbers?.fill(NaN, row, row + 1);
          }
        }
        const before = copyPairModel(model, HEAP);
        assert.ok(step(model, batch, SETTINGS) > 0);
        for (const [at, value] of model.anchors.values.entries()) {
          const row = Math.floor(at / 8);
          const same = Object.is(value, before.anchors.values[at]);
          assert.equal(same, !named.has(row), `row ${row}`);
          assert.equal(Number.isNaN(value), !named.has(row), `row ${row}`);
        }
        for (const [row, bias] of model.itemBias.entries()) {
          const same = Object.is(bias, before.itemBias[row]);
          assert.equal(same, !named.has(row), `bias ${row}`);
        }
        assert.notEqual(model.globalBias[0], before.globalBias[0]);
      }
    }
  });

  Deno.test(`${name} does not change the batch, the context or the l2 scales`, () => {
    const random = createRandom(10);
    for (const sharedBy of [1, 4]) {
      const of = {
        itemCount: 12,
        dimensions: 8,
        pairs: 6,
        negativesPerPair: 3,
        sharedBy,
        labelled: true,
        ...ADDITIONS["all of these"],
      };
      const batch = randomPairBatch(random, of, arrays);
      const model = randomPairModel(random, of, arrays);
      const { context, l2Scale } = model;
      const before = numbersOf({ batch, context, l2Scale });
      step(model, batch, SETTINGS);
      assert.deepEqual(numbersOf({ batch, context, l2Scale }), before);
    }
  });

  Deno.test(`${name} keeps the biases where their rate is 0`, () => {
    for (const batch of [groupOf([[0, 1]], 2), groupOf([[0, 1], [2, 3]], 4)]) {
      const model = modelOf(5, 11);
      const before = copyPairModel(model, HEAP);
      step(model, batch, { ...SETTINGS, biasRate: 0 });
      assert.deepEqual([...model.itemBias], [...before.itemBias]);
      assert.deepEqual([...model.globalBias], [...before.globalBias]);
    }
  });

  Deno.test(`${name} of an empty batch is 0 and changes nothing`, () => {
    const model = modelOf(3, 12);
    const before = numbersOf(model);
    for (const negativesPerPair of [0, 5]) {
      for (const sharedBy of [1, 16]) {
        const batch = { ...groupOf([]), negativesPerPair, sharedBy };
        assert.equal(step(model, batch, SETTINGS), 0);
      }
    }
    assert.deepEqual(numbersOf(model), before);
  });

  Deno.test(`${name} gives the same bits each time`, () => {
    const of = {
      itemCount: 50,
      dimensions: 20,
      pairs: 40,
      negativesPerPair: 5,
      sharedBy: 8,
    };
    const run = (): Record<string, number[]> => {
      const random = createRandom(13);
      const model = randomPairModel(random, of, arrays);
      step(model, randomPairBatch(random, of, arrays), SETTINGS);
      return numbersOf(model);
    };
    assert.deepEqual(run(), run());
  });

  Deno.test(`${name} stays finite where a probability is 0 or 1`, () => {
    // Logits of 1,000 for the pair and -1,000 for the negatives, then swapped.
    const modelAtEnds = (): PairModel => {
      const values = float32(1000, 0, 0, 0, 1, 0, 0, 0, -1, 0, 0, 0);
      const table = { values, itemCount: 3, dimensions: 4 };
      return {
        anchors: table,
        targets: table,
        itemBias: float32(0, 0, 0),
        globalBias: float32(0),
      };
    };
    const plain = { ...SETTINGS, biasRate: 0.5, l2: 0 };
    for (const times of [1, 2]) {
      const batch = (u: number, v: number, n: number): PairBatch => ({
        ...groupOf(Array(times).fill([u, v]), n),
      });
      const right = modelAtEnds();
      assert.equal(step(right, batch(0, 1, 2), plain), 0);
      assert.deepEqual(right, modelAtEnds());

      const wrong = modelAtEnds();
      assert.equal(step(wrong, batch(0, 2, 1), plain), 2000 * times);
      // Errors are 1 and -1: u gains -1 - 1, the others what u was, all halved.
      const first = wrong.anchors.values.filter((_, at) => at % 4 === 0);
      assert.deepEqual(
        [...first],
        [1000 - times, 1 - 500 * times, -1 + 500 * times],
      );
      assert.deepEqual([...wrong.itemBias], [0, -0.5 * times, 0.5 * times]);
      assert.equal(wrong.globalBias[0], 0);
    }
  });

  Deno.test(`${name} returns NaN where a vector or bias is NaN`, () => {
    for (const loss of PAIR_LOSSES) {
      for (
        const batch of [groupOf([[0, 1]], 2), groupOf([[0, 1], [3, 4]], 2)]
      ) {
        for (const spoil of ["anchor", "negative", "bias", "global"] as const) {
          const model = modelOf(5, 14);
          if (spoil === "anchor") model.anchors.values[7] = NaN;
          if (spoil === "negative") model.anchors.values[2 * 8 + 3] = NaN;
          if (spoil === "bias") model.itemBias[2] = NaN;
          if (spoil === "global") model.globalBias[0] = NaN;
          const found = step(model, batch, { ...SETTINGS, loss });
          assert.equal(found, NaN, `${spoil}, ${loss}`);
        }
      }
    }
  });

  Deno.test(`${name} throws RangeError if arrays do not fit together`, () => {
    const model = modelOf(4, 15);
    const batch = groupOf([[0, 1], [2, 3]], 1);
    const refused = (
      message: string,
      partOfBatch: Partial<PairBatch>,
      partOfModel: Partial<PairModel> = {},
    ): void => {
      assert.throws(
        () =>
          step(
            { ...model, ...partOfModel },
            { ...batch, ...partOfBatch },
            SETTINGS,
          ),
        { name: "RangeError", message: `Cannot take a step: ${message}` },
      );
    };
    refused("the positives must have length 2, got 1", { positive: uint32(0) });
    refused("the negatives must have length 1, got 0", { negative: uint32() });
    refused("the negatives must have length 2, got 1", { sharedBy: 1 });
    refused("the labels must have length 2, got 1", { label: float32(1) });
    refused("the weights must have length 2, got 3", {
      weight: float32(1, 1, 1),
    });
    refused("sharedBy must be a whole number >= 1, got 0", { sharedBy: 0 });
    refused("the negatives per pair must be a whole number >= 0, got -1", {
      negativesPerPair: -1,
    });
    refused("the masks must have length 1, got 2", { masked: uint32(0, 0) });
    refused("sharedBy must be a whole number in [1, 32], got 33", {
      sharedBy: 33,
      masked: uint32(0),
    });
    const { anchors } = model;
    const short = { ...anchors, values: float32(0) };
    for (
      const context of [
        { anchors: short, targets: anchors },
        { anchors, targets: short },
      ]
    ) {
      refused("the context must have length 32, got 1", {}, { context });
    }
    refused("the l2 scales must have length 4, got 1", {}, {
      l2Scale: float32(1),
    });
    refused("both tables must have equal item counts, got 4 and 3", {}, {
      targets: { ...anchors, itemCount: 3 },
    });
    refused("both tables must have equal dimensions, got 8 and 4", {}, {
      targets: { ...anchors, dimensions: 4 },
    });
    refused("the item biases must have length 4, got 1", {}, {
      itemBias: float32(0),
    });
    refused("the global bias must have length 1, got 0", {}, {
      globalBias: float32(),
    });
    const state = createOptimizerState("adagrad", model, arrays);
    const twoTables = { ...model, targets: { ...anchors } };
    assert.throws(
      () => step(twoTables, batch, SETTINGS, state),
      new RangeError(
        'Cannot take a step: "targets.square" of the optimizer must have length 4, got 0',
      ),
    );
  });
}

/** Oracle: by how much an optimizer moves a row of a part, at step 7. */
function changesBy(
  kind: typeof OPTIMIZERS[number],
  gradient: number[],
  past: Record<string, number[]>,
  part: string,
  row: number,
  rate: number,
): number[] {
  const width = gradient.length;
  if (kind === "sgd") return gradient.map((g) => rate * g);
  const square = past[`.${part}.square`]!;
  if (kind === "adagrad") {
    const mean = gradient.reduce((sum, g) => sum + g * g, 0) / width;
    return gradient.map((g) =>
      rate * g / Math.sqrt(square[row]! + mean + 1e-10)
    );
  }
  const mean = past[`.${part}.mean`]!;
  return gradient.map((g, i) => {
    const at = row * width + i;
    const m = (0.9 * mean[at]! + 0.1 * g) / (1 - 0.9 ** 7);
    const v = (0.999 * square[at]! + 0.001 * g * g) / (1 - 0.999 ** 7);
    return rate * m / (Math.sqrt(v) + 1e-8);
  });
}
