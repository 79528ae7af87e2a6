import { createRandom } from "@kindred/core";
import { rocAuc, sigmoid, softplus } from "@kindred/kernels";
import assert from "node:assert/strict";
import {
  assertClose,
  assertRefusals,
  type DrawnPairs,
  forAllDraws,
} from "./_testing.ts";
import { averagePrecision } from "./average_precision.ts";
import { bestF1Threshold } from "./best_f1_threshold.ts";
import { calibrationError } from "./calibration_error.ts";
import { logLoss } from "./log_loss.ts";
import { PAIR_METRICS, type PairMetrics, pairMetrics } from "./pair_metrics.ts";
import { precisionAtRecall } from "./precision_at_recall.ts";
import { precisionCliff } from "./precision_cliff.ts";

/** The functions of single metrics, each of which has an oracle of its own. */
function oneByOne({ scores, labels }: DrawnPairs): PairMetrics {
  const best = bestF1Threshold(scores, labels);
  const at = precisionAtRecall(scores, labels);
  const cliff = precisionCliff(scores, labels);
  return {
    rocAuc: rocAuc(scores, labels),
    averagePrecision: averagePrecision(scores, labels),
    bestF1: best.f1,
    bestF1Threshold: best.threshold,
    precisionAtRecall90: at.precision,
    thresholdAtRecall90: at.threshold,
    logLoss: logLoss(scores, labels),
    calibrationError: calibrationError(scores, labels),
    cliff: cliff.drop,
    cliffThreshold: cliff.threshold,
  };
}

/** Checks two sets of metrics; sums of floats may be added in another order. */
function assertMetrics(
  actual: PairMetrics,
  expected: PairMetrics,
  label: string,
): void {
  for (const name of PAIR_METRICS) {
    const [a, e] = [actual[name], expected[name]];
    if (e === null) assert.equal(a, null, `${label}: ${name}`);
    else assertClose(a!, e, `${label}: ${name}`);
  }
}

Deno.test("pairMetrics() is what the functions of single metrics return", () => {
  forAllDraws(createRandom(13), (pairs, kind) => {
    const metrics = pairMetrics({ ...pairs, logits: true });
    assertMetrics(metrics, oneByOne(pairs), kind);
  });
});

Deno.test("pairMetrics() is null without logits where it takes probabilities", () => {
  forAllDraws(createRandom(14), (pairs, kind) => {
    const metrics = pairMetrics({ ...pairs, logits: false });
    assertMetrics(metrics, {
      ...oneByOne(pairs),
      logLoss: null,
      calibrationError: null,
      cliff: null,
      cliffThreshold: null,
    }, kind);
  });
});

Deno.test("PAIR_METRICS names what pairMetrics() returns, in its order", () => {
  const metrics = pairMetrics({
    scores: Float32Array.of(1, 2),
    labels: Uint8Array.of(1, 0),
    logits: true,
  });
  assert.deepEqual(Object.keys(metrics), [...PAIR_METRICS]);
});

Deno.test("pairMetrics() throws RangeError on pairs that have none", () => {
  assertRefusals(
    (scores, labels) => pairMetrics({ scores, labels, logits: true }),
    "sort scored pairs",
  );
});

/** Scores of the large case: 2^17 levels from -8 up to 8. */
const LEVELS = 2 ** 17;
const scoreOf = (level: number) => level / 2 ** 13 - 8;

/**
 * Oracle without a sort: counts the pairs of each level, and goes through the
 * levels once for each metric.
 */
function metricsByLevel(levels: Uint32Array, labels: Uint8Array): PairMetrics {
  const positives = new Uint32Array(LEVELS);
  const negatives = new Uint32Array(LEVELS);
  for (let i = 0; i < levels.length; i++) {
    (labels[i] === 1 ? positives : negatives)[levels[i]!]!++;
  }
  // Pairs of a level or more.
  const positivesFrom = new Uint32Array(LEVELS + 1);
  const takenFrom = new Uint32Array(LEVELS + 1);
  for (let level = LEVELS - 1; level >= 0; level--) {
    const here = positives[level]! + negatives[level]!;
    positivesFrom[level] = positivesFrom[level + 1]! + positives[level]!;
    takenFrom[level] = takenFrom[level + 1]! + here;
  }
  const allPositives = positivesFrom[0]!;
  const allNegatives = levels.length - allPositives;
  const precisionFrom = (level: number) =>
    positivesFrom[level]! / takenFrom[level]!;
  const occupied = Array.from({ length: LEVELS }, (_, level) => level)
    .filter((level) => positives[level]! + negatives[level]! > 0);

  let midRanks = 0;
  let below = 0;
  for (const level of occupied) {
    const here = positives[level]! + negatives[level]!;
    midRanks += positives[level]! * (below + (here + 1) / 2);
    below += here;
  }
  const outscored = midRanks - allPositives * (allPositives + 1) / 2;

  let averagePrecision = 0;
  let loss = 0;
  const gaps = new Array<number>(10).fill(0);
  for (const level of occupied) {
    averagePrecision += positives[level]! / allPositives * precisionFrom(level);
    const logit = scoreOf(level);
    loss += positives[level]! * softplus(-logit) +
      negatives[level]! * softplus(logit);
    const p = sigmoid(logit);
    const bin = gaps.findIndex((_, b) => p <= (b + 1) / 10);
    gaps[bin]! += positives[level]! * (1 - p) - negatives[level]! * p;
  }

  const f1Of = (level: number) =>
    2 * positivesFrom[level]! / (takenFrom[level]! + allPositives);
  const best = occupied.reduce((a, b) => f1Of(b) >= f1Of(a) ? b : a);
  const at = occupied.findLast((level) =>
    positivesFrom[level]! >= 0.9 * allPositives
  )!;

  // The lowest level whose probability less an offset is t or more.
  const firstFrom = (t: number, offset: number) => {
    let [low, high] = [0, occupied.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sigmoid(scoreOf(occupied[middle]!)) - offset >= t) high = middle;
      else low = middle + 1;
    }
    return occupied[low];
  };
  let cliff = 0;
  let foot = NaN;
  for (const level of occupied) {
    const p = sigmoid(scoreOf(level));
    for (const t of [p, p - 0.05]) {
      const from = firstFrom(t, 0.05);
      if (from === undefined) continue;
      const to = firstFrom(t, 0)!;
      const fall = precisionFrom(from) - precisionFrom(to);
      if (fall > cliff) [cliff, foot] = [fall, to];
    }
  }
  return {
    rocAuc: outscored / (allPositives * allNegatives),
    averagePrecision,
    bestF1: f1Of(best),
    bestF1Threshold: scoreOf(best),
    precisionAtRecall90: precisionFrom(at),
    thresholdAtRecall90: scoreOf(at),
    logLoss: loss / levels.length,
    calibrationError: gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) /
      levels.length,
    cliff,
    cliffThreshold: sigmoid(scoreOf(foot)),
  };
}

Deno.test("pairMetrics() of 5,000,000 pairs matches counts by score", () => {
  const n = 5_000_000;
  const random = createRandom(15);
  const words = new Uint32Array(n);
  random.fill(words);
  const labels = new Uint8Array(n);
  const levels = new Uint32Array(n);
  const scores = new Float32Array(n);
  for (let i = 0; i < n; i++) {
    labels[i] = words[i]! & 1;
    // The larger of two for positives, the smaller for negatives.
    const a = words[i]! >>> 15;
    const b = Math.imul(words[i]!, 0x9e3779b1) >>> 15;
    levels[i] = labels[i] === 1 ? Math.max(a, b) : Math.min(a, b);
    scores[i] = scoreOf(levels[i]!);
  }
  const metrics = pairMetrics({ scores, labels, logits: true });
  assertMetrics(metrics, metricsByLevel(levels, labels), "by level");
  assert.equal(rocAuc(scores, labels), metrics.rocAuc);
});
