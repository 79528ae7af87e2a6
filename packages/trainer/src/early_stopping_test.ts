import assert from "node:assert/strict";
import { CLIQUE_ITEMS, CLIQUE_OPTIONS, TWO_CLIQUES } from "./_testing.ts";
import { EarlyStopping } from "./early_stopping.ts";
import { referenceEngine } from "./engines/reference_engine.ts";
import { createLearner } from "./learners/create_learner.ts";
import type { Learner } from "./learners/learner.ts";
import { resolveTrainOptions } from "./train_options.ts";

function cliqueLearner(): Learner {
  const options = resolveTrainOptions(CLIQUE_OPTIONS);
  return createLearner(TWO_CLIQUES, CLIQUE_ITEMS, options, {
    session: referenceEngine.open(),
    countHits: false,
  });
}

/** Returns after which epoch training is over, given each epoch's ROC-AUC. */
function lastEpoch(patience: number, rocAucs: number[]): number | undefined {
  const stopping = new EarlyStopping(patience);
  const learner = cliqueLearner();
  for (const [e, rocAuc] of rocAucs.entries()) {
    assert.equal(stopping.isOver(e), false);
    stopping.note(e + 1, rocAuc, learner);
    if (stopping.isOver(e + 1)) return e + 1;
  }
  return undefined;
}

Deno.test("EarlyStopping ends after so many epochs that are not better", () => {
  assert.equal(lastEpoch(1, [0.5, 0.6, 0.6, 0.9]), 3);
  assert.equal(lastEpoch(2, [0.5, 0.6, 0.6, 0.7, 0.6, 0.7, 0.8]), 6);
  assert.equal(lastEpoch(3, [0.9, 0.1, 0.1, 0.1]), 4);
  assert.equal(lastEpoch(2, [0.1, 0.2, 0.3, 0.4, 0.5]), undefined);
});

Deno.test("EarlyStopping goes on for ever where no epoch is noted", () => {
  const stopping = new EarlyStopping(0);
  assert.equal(stopping.best, null);
  assert.equal(stopping.isOver(10_000), false);
});

Deno.test("EarlyStopping keeps the best epoch's model as it was then", () => {
  const stopping = new EarlyStopping(5);
  const learner = cliqueLearner();
  const values = learner.parameters()["anchors"]!.values;
  for (const [e, rocAuc] of [0.5, 0.8, 0.7, 0.8].entries()) {
    values.fill(e + 1);
    stopping.note(e + 1, rocAuc, learner);
  }
  const { epoch, rocAuc, state } = stopping.best!;
  assert.deepEqual([epoch, rocAuc], [2, 0.8]);
  assert.deepEqual(Object.keys(state), Object.keys(learner.state()));
  assert.ok(state["anchors"]!.values.every((value) => value === 2));
  assert.deepEqual(state["anchors"]!.shape, [CLIQUE_ITEMS, 8]);
});

Deno.test("EarlyStopping goes on from the best of a checkpoint", () => {
  const learner = cliqueLearner();
  const before = { epoch: 3, rocAuc: 0.8, state: learner.state() };
  const stopping = new EarlyStopping(2, before);
  assert.equal(stopping.isOver(4), false);
  stopping.note(5, 0.8, learner);
  assert.equal(stopping.best, before);
  assert.equal(stopping.isOver(5), true);
});
