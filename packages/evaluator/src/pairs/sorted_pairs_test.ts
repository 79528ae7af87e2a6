import { createRandom } from "@kindred/core";
import { sigmoid, softplus } from "@kindred/kernels";
import assert from "node:assert/strict";
import { assertRefusals, forAllDraws } from "./_testing.ts";
import { sortPairs } from "./sorted_pairs.ts";

Deno.test("sortPairs() puts pairs as a sort by score and position does", () => {
  forAllDraws(createRandom(9), ({ scores, labels }, kind) => {
    const sorted = sortPairs({ scores, labels, logits: true });
    const positions = [...scores.keys()].sort((a, b) =>
      scores[b]! - scores[a]! || a - b
    );
    assert.deepEqual([...sorted.position], positions, kind);
    assert.deepEqual([...sorted.score], positions.map((i) => scores[i]));
    assert.deepEqual([...sorted.label], positions.map((i) => labels[i]));
    assert.deepEqual(
      [...sorted.probability!],
      positions.map((i) => sigmoid(scores[i]!)),
    );
    assert.deepEqual(
      [...sorted.loss!],
      positions.map((i) => softplus(labels[i] ? -scores[i]! : scores[i]!)),
    );
  });
});

Deno.test("sortPairs() takes infinite logits", () => {
  const sorted = sortPairs({
    scores: Float32Array.of(-Infinity, Infinity, 0, 2 ** -149, Infinity),
    labels: Uint8Array.of(0, 1, 0, 1, 0),
    logits: true,
  });
  assert.deepEqual([...sorted.position], [1, 4, 3, 2, 0]);
  assert.deepEqual([...sorted.probability!], [1, 1, 0.5, 0.5, 0]);
  assert.deepEqual(
    [...sorted.loss!],
    [0, Infinity, Math.LN2, Math.LN2, 0],
  );
});

Deno.test("sortPairs() has probabilities of logits only", () => {
  const sorted = sortPairs({
    scores: Float32Array.of(1, 2),
    labels: Uint8Array.of(1, 0),
    logits: false,
  });
  assert.deepEqual([sorted.probability, sorted.loss], [null, null]);
});

Deno.test("sortPairs() throws RangeError on pairs that have no metrics", () => {
  assertRefusals(
    (scores, labels) => sortPairs({ scores, labels, logits: true }),
    "sort scored pairs",
  );
});
