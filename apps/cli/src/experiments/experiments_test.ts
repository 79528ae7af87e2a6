import { resolveTrainOptions } from "@kindred/trainer";
import assert from "node:assert/strict";
import { EXPERIMENTS, trainOptionsOf } from "./experiments.ts";
import { PUBLISHED_MODELS } from "./published_figures.ts";

const optionsOf = (name: string, epochs?: number) =>
  resolveTrainOptions(
    trainOptionsOf(EXPERIMENTS.find((one) => one.name === name)!, {
      seed: 7,
      ...epochs === undefined ? {} : { epochs },
    }),
  );

Deno.test("EXPERIMENTS are both recipes with both labels, without biases and with them, and ALS", () => {
  assert.deepEqual(EXPERIMENTS.map(({ name }) => name), [
    "baseline-binary",
    "baseline-binary-bias",
    "baseline-continuous",
    "baseline-continuous-bias",
    "kindred-binary",
    "kindred-binary-bias",
    "kindred-continuous",
    "kindred-continuous-bias",
    "als",
  ]);
  for (const { name, recipe, labels, biases, published } of EXPERIMENTS) {
    const options = optionsOf(name);
    assert.equal(options.recipe, recipe);
    assert.equal(options.biases, biases);
    assert.equal(options.seed, 7);
    if (labels === null) continue;
    assert.equal(
      options.model,
      labels === "binary" ? "logistic" : "squared",
    );
    assert.equal(options.weightUse === "label", labels === "continuous");
    assert.ok(Object.hasOwn(PUBLISHED_MODELS, published!));
  }
});

Deno.test("trainOptionsOf() asks for curves in which a restart can be seen", () => {
  assert.deepEqual(
    [optionsOf("baseline-binary"), optionsOf("baseline-binary", 2)].map((
      { epochs, restartEpochs, curvePoints },
    ) => [epochs, restartEpochs, curvePoints]),
    [[5, 1, 100], [2, 1, 40]],
  );
  assert.equal(optionsOf("kindred-binary").curvePoints, 100);
  assert.equal(optionsOf("als", 3).epochs, 3);
});
