import assert from "node:assert/strict";
import { scoreItemsSpec } from "../spec/score_items_spec.ts";
import { kernelVersions } from "./_testing.ts";
import { simdScoreItems } from "./score_items.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  const scoreItems = simdScoreItems(kernels, memory);
  const copyOf = (array: Float32Array): Float32Array => {
    const copy = memory.float32(array.length);
    copy.set(array);
    return copy;
  };
  scoreItemsSpec(`simdScoreItems(), ${label}`, (model, queries, out) => {
    const { embeddings, itemBias } = model;
    const copy = {
      ...model,
      embeddings: { ...embeddings, values: copyOf(embeddings.values) },
      itemBias: copyOf(itemBias),
    };
    const scores = copyOf(out);
    scoreItems(copy, queries, scores);
    out.set(scores);
    assert.deepEqual([...copy.embeddings.values], [...embeddings.values]);
    assert.deepEqual([...copy.itemBias], [...itemBias]);
  });
}
