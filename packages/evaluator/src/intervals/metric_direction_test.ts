import assert from "node:assert/strict";
import { PAIR_METRICS } from "../pairs/pair_metrics.ts";
import { metricDirection } from "./metric_direction.ts";

Deno.test("metricDirection() knows every pair metric but the thresholds", () => {
  assert.deepEqual(
    PAIR_METRICS.filter((metric) => metricDirection(metric) === null),
    ["bestF1Threshold", "thresholdAtRecall90", "cliffThreshold"],
  );
});

Deno.test("metricDirection() knows metrics by their name before the places", () => {
  assert.equal(metricDirection("bestF1"), "higher");
  assert.equal(metricDirection("precisionAtRecall90"), "higher");
  assert.equal(metricDirection("ndcgAt100"), "higher");
  assert.equal(metricDirection("giniAt5"), "lower");
  assert.equal(metricDirection("popularityAt10"), "neutral");
  assert.equal(metricDirection("mrr"), "higher");
  assert.equal(metricDirection("constructor"), null);
});
