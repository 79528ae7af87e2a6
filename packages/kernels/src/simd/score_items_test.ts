import assert from "node:assert/strict";
import { scoreItemsSpec } from "../spec/score_items_spec.ts";
import { kernelVersions, modelIn } from "./_testing.ts";
import { simdScoreItems } from "./score_items.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  const scoreItems = simdScoreItems(kernels, memory);
  scoreItemsSpec(`simdScoreItems(), ${label}`, (model, queries, out) => {
    const { embeddings, itemBias } = model;
    const copy = modelIn(memory, model);
    const scores = memory.float32(out.length);
    scores.set(out);
    scoreItems(copy, queries, scores);
    out.set(scores);
    assert.deepEqual([...copy.embeddings.values], [...embeddings.values]);
    assert.deepEqual([...copy.itemBias], [...itemBias]);
  });
}
