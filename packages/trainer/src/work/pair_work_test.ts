import assert from "node:assert/strict";
import {
  createOptimizerState,
  neighboursOf,
  pairStepReference,
} from "@kindred/kernels";
import { BlockBatches, EpochPlanner } from "@kindred/sampler";
import { randomSplit } from "../_testing.ts";
import { fillInitialVectors } from "../initial_vectors.ts";
import { learningRateAt } from "../learning_rate.ts";
import { pairPieces, type PairSettings, type PairWork } from "./pair_work.ts";
import { SHARED } from "@kindred/kernels";
import { referenceKernels } from "./train_kernels.ts";
import { createTurns, resetTurns } from "./turns.ts";

const ITEMS = 120;
const GROUPS = 4;
const BLOCKS = GROUPS * (GROUPS + 1) / 2;
const { train: PAIRS } = randomSplit(ITEMS, 1500);

const SETTINGS: PairSettings = {
  loss: "logistic",
  learningRate: 0.1,
  schedule: "linear",
  restartEpochs: 0,
  warmup: 0,
  epochs: 2,
  negatives: 4,
  sharedBy: 2,
  maskHits: true,
  negativeWeight: 0.5,
  weightUse: "loss",
  biasRate: 0.5,
  l2: 0.02,
  seed: 3,
};

/** Makes work that has not begun, and the plan that it follows. */
function createWork(settings: PairSettings) {
  const planner = new EpochPlanner(PAIRS, ITEMS, { groups: GROUPS });
  const table = {
    values: new Float32Array(ITEMS * 4),
    itemCount: ITEMS,
    dimensions: 4,
  };
  fillInitialVectors([table], 0.5, 1);
  const itemBias = new Float32Array(ITEMS).fill(-0.5);
  const globalBias = new Float32Array(1);
  const model = { anchors: table, targets: table, itemBias, globalBias };
  const state = createOptimizerState("adam", model);
  const work: PairWork = {
    kind: "pairs",
    blocks: planner.blocks,
    anchors: table,
    targets: table,
    itemBias,
    state,
    scalars: Object.fromEntries(
      ["globalBias", "globalBias.mean", "globalBias.square"].map((name) => [
        name,
        new Float32Array(GROUPS),
      ]),
    ),
    turns: createTurns(GROUPS),
    sums: { loss: new Float64Array(BLOCKS), hits: new Float64Array(BLOCKS) },
    known: neighboursOf(PAIRS, ITEMS),
    context: undefined,
    l2Scale: undefined,
    settings,
  };
  return { work, planner, model };
}

for (const weightUse of ["none", "label", "loss"] as const) {
  Deno.test(`pairPieces() takes the steps of each block's batches, weights used for "${weightUse}"`, () => {
    const settings = { ...SETTINGS, weightUse };
    const { work, planner } = createWork(settings);
    const doBlock = pairPieces(
      work,
      referenceKernels,
      SHARED,
      () => false,
    );
    // The same once more, written as one loop over plain objects.
    const { work: plain, planner: ofPlain, model } = createWork(settings);
    const batches = new BlockBatches(ofPlain.blocks, {
      seed: 3,
      negativesPerPair: 4,
      sharedBy: 2,
      maskHits: true,
      known: plain.known!,
    });
    const scalars = Object.entries(plain.scalars);
    for (let epoch = 1; epoch <= 2; epoch++) {
      planner.plan(epoch);
      const { schedule } = ofPlain.plan(epoch);
      resetTurns(work.turns, schedule, 0);
      let done = (epoch - 1) * 1500;
      for (let block = 0; block < BLOCKS; block++) {
        doBlock(epoch, block);

        const groups = [schedule.first[block]!, schedule.second[block]!];
        // A block knows the mean of what its groups know, and they what it found.
        const own = { ...plain.state.tensors, globalBias: model.globalBias };
        for (const [name, of] of scalars) {
          own[name as "globalBias"][0] = groups.reduce((sum, group) =>
            sum + of[group]!, 0) / 2;
        }
        let loss = 0;
        let hits = 0;
        for (const { weight, ...batch } of batches.of(epoch, block)) {
          const learningRate = learningRateAt(done / 1500, settings);
          const used = weightUse === "none"
            ? {}
            : { [weightUse === "label" ? "label" : "weight"]: weight };
          loss += pairStepReference(model, { ...batch, ...used }, {
            loss: "logistic",
            learningRate,
            biasRate: 0.5 * learningRate,
            l2: 0.02,
            negativeWeight: 0.5,
            step: done + 1,
          }, plain.state);
          done += batch.anchor.length;
          hits += batch.hits!;
        }
        for (const [name, of] of scalars) {
          for (const group of groups) of[group] = own[name as "globalBias"][0]!;
        }
        assert.equal(work.sums.loss[block], loss);
        assert.equal(work.sums.hits[block], hits);
      }
      assert.equal(done, epoch * 1500);
      assert.deepEqual(work.anchors.values, plain.anchors.values);
      assert.deepEqual(work.itemBias, plain.itemBias);
      assert.deepEqual(work.scalars, plain.scalars);
      // Every group has had a block of each round.
      assert.deepEqual([...work.turns], [4, 4, 4, 4]);
    }
    assert.notEqual(work.scalars["globalBias"]![0], 0);
    assert.ok(work.sums.hits.some((hits) => hits > 0));
  });
}
