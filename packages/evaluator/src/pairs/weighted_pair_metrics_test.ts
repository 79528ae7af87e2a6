import { createRandom, type Random } from "@kindred/core";
import { softplus } from "@kindred/kernels";
import assert from "node:assert/strict";
import { assertClose, type DrawnPairs, forAllDraws } from "./_testing.ts";
import { PAIR_METRICS, type PairMetrics, pairMetrics } from "./pair_metrics.ts";
import { sortPairs } from "./sorted_pairs.ts";
import { weightedPairMetrics } from "./weighted_pair_metrics.ts";

/** Sums of floats, which are added up in another order where pairs repeat. */
const SUMS: readonly string[] = [
  "averagePrecision",
  "logLoss",
  "calibrationError",
];

/** Oracle: each pair as many times as its weight says, in any order. */
function repeated({ scores, labels }: DrawnPairs, weights: Uint8Array) {
  const positions = [...weights].flatMap((weight, i) =>
    Array.from({ length: weight }, () => i)
  ).reverse();
  return {
    scores: Float32Array.from(positions, (i) => scores[i]!),
    labels: Uint8Array.from(positions, (i) => labels[i]!),
  };
}

function assertSame(
  actual: PairMetrics | null,
  expected: PairMetrics,
  label: string,
): void {
  assert.deepEqual(Object.keys(actual!), [...PAIR_METRICS]);
  for (const name of PAIR_METRICS) {
    const [a, e] = [actual![name], expected[name]];
    if (SUMS.includes(name) && a !== null && e !== null) {
      assertClose(a, e, `${label}: ${name}`);
    } else {
      // Of 0 and -0, which are tied, either may come first.
      const plain = (value: number | null) => value === null ? null : value + 0;
      assert.equal(plain(a), plain(e), `${label}: ${name}`);
    }
  }
}

/** Whole weights of which many are 0, and both classes have some. */
function drawWeights(random: Random, n: number): Uint8Array {
  const weights = Uint8Array.from(
    { length: n },
    () => Math.max(0, random.below(6) - 2),
  );
  weights[0] = 1;
  weights[n - 1] = 2;
  return weights;
}

for (const logits of [true, false]) {
  const kindOf = logits ? "logits" : "scores";
  Deno.test(`weightedPairMetrics() with weights of 1 is pairMetrics(), ${kindOf}`, () => {
    forAllDraws(createRandom(10), ({ scores, labels }, kind) => {
      const sorted = sortPairs({ scores, labels, logits });
      for (const type of [Uint8Array, Float32Array]) {
        assert.deepEqual(
          weightedPairMetrics(sorted, new type(scores.length).fill(1)),
          pairMetrics({ scores, labels, logits }),
          kind,
        );
      }
    });
  });

  Deno.test(`weightedPairMetrics() is pairMetrics() of repeated pairs, ${kindOf}`, () => {
    const random = createRandom(11);
    forAllDraws(random, (pairs, kind) => {
      const sorted = sortPairs({ ...pairs, logits });
      // One room for all: nothing may be left in it from the last weights.
      for (let draw = 0; draw < 3; draw++) {
        const weights = drawWeights(random, pairs.scores.length);
        const expected = pairMetrics({ ...repeated(pairs, weights), logits });
        assertSame(weightedPairMetrics(sorted, weights), expected, kind);
      }
    });
  });
}

Deno.test("weightedPairMetrics() takes eighths as it does whole weights", () => {
  const random = createRandom(12);
  forAllDraws(random, (pairs, kind) => {
    const sorted = sortPairs({ ...pairs, logits: true });
    const weights = drawWeights(random, pairs.scores.length);
    const eighths = Float32Array.from(weights, (weight) => weight / 8);
    assert.deepEqual(
      weightedPairMetrics(sorted, eighths),
      weightedPairMetrics(sorted, weights),
      kind,
    );
  });
});

Deno.test("weightedPairMetrics() matches sums over all pairs for any weights", () => {
  const random = createRandom(16);
  forAllDraws(random, ({ scores, labels }, kind) => {
    const weights = Float32Array.from(scores, () => random.float() + 0.01);
    const metrics = weightedPairMetrics(
      sortPairs({ scores, labels, logits: true }),
      weights,
    )!;
    let outscored = 0, ofBoth = 0, loss = 0, ofAll = 0;
    for (let p = 0; p < scores.length; p++) {
      loss += weights[p]! * softplus(labels[p] ? -scores[p]! : scores[p]!);
      ofAll += weights[p]!;
      for (let q = 0; q < scores.length; q++) {
        if (labels[p] === 0 || labels[q] === 1) continue;
        const weight = weights[p]! * weights[q]!;
        ofBoth += weight;
        if (scores[p]! > scores[q]!) outscored += weight;
        if (scores[p]! === scores[q]!) outscored += weight / 2;
      }
    }
    assertClose(metrics.rocAuc, outscored / ofBoth, `${kind}: rocAuc`);
    assertClose(metrics.logLoss!, loss / ofAll, `${kind}: logLoss`);
  });
});

Deno.test("weightedPairMetrics() leaves infinite losses of no weight out", () => {
  const sorted = sortPairs({
    scores: Float32Array.of(-Infinity, 0, 0),
    labels: Uint8Array.of(1, 1, 0),
    logits: true,
  });
  const metrics = weightedPairMetrics(sorted, Uint8Array.of(0, 1, 1));
  assert.equal(metrics?.logLoss, Math.LN2);
});

Deno.test("weightedPairMetrics() is null where a class has no weight", () => {
  const sorted = sortPairs({
    scores: Float32Array.of(1, 2, 3),
    labels: Uint8Array.of(1, 1, 0),
    logits: true,
  });
  assert.equal(weightedPairMetrics(sorted, Uint8Array.of(1, 1, 0)), null);
  assert.equal(weightedPairMetrics(sorted, Uint8Array.of(0, 0, 1)), null);
  assert.equal(weightedPairMetrics(sorted, new Float32Array(3)), null);
});

Deno.test("weightedPairMetrics() throws RangeError on what is no weight", () => {
  const sorted = sortPairs({
    scores: Float32Array.of(1, 2),
    labels: Uint8Array.of(1, 0),
    logits: true,
  });
  assert.throws(
    () => weightedPairMetrics(sorted, new Uint8Array(3)),
    new RangeError(
      "Cannot weight pairs: weights must have length 2, got 3",
    ),
  );
  for (const weight of [-1, NaN, Infinity]) {
    assert.throws(
      () => weightedPairMetrics(sorted, Float32Array.of(1, weight)),
      new RangeError(
        `Cannot weight pairs: weight 1 must be a finite number >= 0, got ${weight}`,
      ),
    );
  }
});
