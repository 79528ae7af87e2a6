import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { assertRefusals, forAllDraws } from "./_testing.ts";
import { scoreHistogram } from "./score_histogram.ts";

Deno.test("scoreHistogram() counts what lies between its edges", () => {
  forAllDraws(createRandom(6), ({ scores, labels }, kind) => {
    for (const bins of [1, 7, 40]) {
      const { edges, positives, negatives } = scoreHistogram(scores, labels, {
        bins,
      });
      assert.equal(edges.length, bins + 1);
      for (const [label, counts] of [negatives, positives].entries()) {
        const expected = Array.from(
          { length: bins },
          (_, b) =>
            scores.filter((score, i) =>
              labels[i] === label && score >= edges[b]! &&
              (b === bins - 1 ? score <= edges[bins]! : score < edges[b + 1]!)
            ).length,
        );
        assert.deepEqual([...counts], expected, `${kind}, ${bins} bins`);
      }
    }
  });
});

Deno.test("scoreHistogram() keeps to its edges where quotients are rounded", () => {
  // 1 / 49 * 49 is less than 1.
  const whole = scoreHistogram(
    Float32Array.from({ length: 50 }, (_, i) => i),
    Uint8Array.from({ length: 50 }, (_, i) => i === 0 ? 0 : 1),
    { bins: 49 },
  );
  assert.deepEqual([...whole.positives], [0, ...Array(47).fill(1), 2]);
  // 2^60 - 1 is rounded to 2^60, half of the range.
  const wide = scoreHistogram(
    Float32Array.of(-(2 ** 60), -1, 2 ** 60),
    Uint8Array.of(1, 1, 0),
    { bins: 2 },
  );
  assert.deepEqual([...wide.positives], [2, 0]);
});

Deno.test("scoreHistogram() goes from the lowest score to the highest in equal steps", () => {
  const { edges } = scoreHistogram(
    Float32Array.of(-1, 0.5, 3),
    Uint8Array.of(1, 0, 1),
    { bins: 4 },
  );
  assert.deepEqual([...edges], [-1, 0, 1, 2, 3]);
});

Deno.test("scoreHistogram() has 40 bins unless told otherwise", () => {
  const pairs = [Float32Array.of(1, 2), Uint8Array.of(1, 0)] as const;
  assert.equal(scoreHistogram(...pairs).positives.length, 40);
});

Deno.test("scoreHistogram() puts constant scores in the middle", () => {
  for (const [score, ends] of [[0, [-0.5, 0.5]], [-8, [-12, -4]]] as const) {
    const { edges, positives, negatives } = scoreHistogram(
      new Float32Array(3).fill(score),
      Uint8Array.of(1, 0, 1),
      { bins: 3 },
    );
    assert.deepEqual([edges[0], edges[3]], ends);
    assert.deepEqual([...positives], [0, 2, 0]);
    assert.deepEqual([...negatives], [0, 1, 0]);
  }
});

Deno.test("scoreHistogram() throws RangeError on pairs that have none", () => {
  assertRefusals(scoreHistogram, "draw the histogram of scores");
  assert.throws(
    () => scoreHistogram(Float32Array.of(1, -Infinity), Uint8Array.of(1, 0)),
    new RangeError(
      "Cannot draw the histogram of scores: score 1 must be finite, got -Infinity",
    ),
  );
});

Deno.test("scoreHistogram() throws RangeError if there is no such number of bins", () => {
  assert.throws(
    () =>
      scoreHistogram(Float32Array.of(1, 2), Uint8Array.of(1, 0), { bins: 0 }),
    new RangeError(
      "Cannot draw the histogram of scores: bins must be a whole number in [1, 1048576], got 0",
    ),
  );
});
