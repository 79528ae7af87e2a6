import { evaluateModel } from "@kindred/evaluator";
import { train } from "@kindred/trainer";
import assert from "node:assert/strict";
import { randomGraph } from "../benchmarks/random_graph.ts";
import { createJudge, scoreOf } from "./create_judge.ts";
import { tuningSplit } from "./tuning_split.ts";

Deno.test("createJudge() gives what a whole evaluation gives, where no query item is left out", async () => {
  const all = randomGraph(120, 900, 1).train;
  // Held-out pairs must not be training pairs too: each pair once.
  const first = new Map([...all.left].map((a, p) => {
    const b = all.right[p]!;
    return [`${Math.min(a, b)} ${Math.max(a, b)}`, p];
  }));
  const once = Uint32Array.from(first.values());
  const split = tuningSplit({
    itemCount: 120,
    train: {
      left: once.map((p) => all.left[p]!),
      right: once.map((p) => all.right[p]!),
      weight: new Float32Array(once.length).fill(1),
    },
  }, 1);
  for (const recipe of ["plain", "als"] as const) {
    const model = await train(split, { recipe, dimensions: 8, epochs: 2 });
    const { rocAuc, ndcgAt10 } = await evaluateModel(model, split);
    const metrics = await createJudge(split, 1)(model);
    assert.equal(metrics.rocAuc, rocAuc);
    assert.ok(Math.abs(metrics.ndcgAt10 - ndcgAt10) < 1e-12);
  }
});

Deno.test("scoreOf() is the metric asked for, or the mean", () => {
  const metrics = { rocAuc: 0.75, ndcgAt10: 0.25 };
  assert.equal(scoreOf(metrics, "roc-auc"), 0.75);
  assert.equal(scoreOf(metrics, "ndcg"), 0.25);
  assert.equal(scoreOf(metrics, "mean"), 0.5);
});
