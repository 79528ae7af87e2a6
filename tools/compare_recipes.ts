// deno-lint-ignore-file no-console -- a tool talks to the person who runs it
/**
 * Compares training recipes on the training part of a split: a third of the
 * training pairs is held out anew, so that nothing is chosen on the pairs by
 * which models are judged. Each recipe is JSON of `TrainOptions`.
 *
 * Run: deno run -A tools/compare_recipes.ts SPLIT '{}' '{"epochs":5}' …
 */
import { openArtifact, readSplit, type Split } from "@kindred/core/artifact";
import { evaluateModel } from "@kindred/evaluator";
import { drawValidationNegatives, splitPairs } from "@kindred/sampler";
import { train, type TrainOptions } from "@kindred/trainer";

/** Seed of the second split, another than that of any run. */
const SEED = 11;

/** Returns the training part of a split, split again. */
function splitAgain({ itemCount, train }: Split): Split {
  const { train: inner, validation } = splitPairs(train, { seed: SEED });
  const count = validation.left.length;
  const negatives = drawValidationNegatives(train, count, itemCount, {
    seed: SEED,
  });
  return {
    itemCount,
    train: inner,
    validation: {
      left: Uint32Array.from([...validation.left, ...negatives.left]),
      right: Uint32Array.from([...validation.right, ...negatives.right]),
      label: new Uint8Array(2 * count).fill(1, 0, count),
    },
  };
}

const [directory, ...recipes] = Deno.args;
if (directory === undefined || recipes.length === 0) {
  console.error("usage: compare_recipes.ts SPLIT RECIPE…, a recipe being JSON");
  Deno.exit(2);
}
const split = splitAgain(
  await readSplit(await openArtifact(directory, "split")),
);
console.log("| recipe | ROC-AUC | NDCG@10 | recall@10 | seconds |");
console.log("| --- | --- | --- | --- | --- |");
for (const recipe of recipes) {
  const options: TrainOptions = JSON.parse(recipe);
  const start = performance.now();
  const model = await train(split, options);
  const seconds = (performance.now() - start) / 1000;
  const { rocAuc, ndcgAt10, recallAt10 } = await evaluateModel(
    model,
    split,
    { resamples: 0 },
  );
  const figures = [rocAuc, ndcgAt10, recallAt10].map((x) => x.toFixed(4));
  console.log(
    `| \`${recipe}\` | ${figures.join(" | ")} | ${seconds.toFixed(0)} |`,
  );
}
