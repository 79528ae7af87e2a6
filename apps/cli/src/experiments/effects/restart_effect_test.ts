import assert from "node:assert/strict";
import { curveOf, resultOf } from "../_testing.ts";
import { restartEffect } from "./restart_effect.ts";

const close = (actual: number, expected: number): void =>
  assert.ok(Math.abs(actual - expected) < 1e-12, `${actual}`);

Deno.test("restartEffect() finds how far a score falls behind each restart", () => {
  const curve = curveOf(
    // Each epoch ends at its best; the last quarter is no part of the drop.
    [0.5, 0.6, 0.7, 0.8, 0.75, 0.7, 0.76, 0.85, 0.84, 0.86, 0.1, 0.9],
    4,
  );
  const { shows, rows, verdict } = restartEffect([
    resultOf("baseline-binary", {}, { curve, restartEpochs: 1 }),
  ]);
  assert.equal(shows, true);
  assert.deepEqual(
    rows.map(({ epoch, before, lowest, after }) => [
      epoch,
      before,
      lowest,
      after,
    ]),
    [[1, 0.8, 0.7, 0.85], [2, 0.85, 0.84, 0.9]],
  );
  close(rows[0]!.drop, 0.1);
  close(rows[1]!.drop, 0.01);
  assert.equal(
    verdict,
    "Restarts make the score drop: after 2 restarts of the learning rate, validation ROC-AUC falls by 0.0550 on average and 0.1000 at most (baseline-binary, after epoch 1); by the next restart it is back in 2 of them.",
  );
});

Deno.test("restartEffect() says plainly where a score rises all the time", () => {
  const curve = curveOf(
    Array.from({ length: 40 }, (_, i) => 0.5 + i / 100),
    20,
  );
  const { shows, rows, verdict } = restartEffect([
    resultOf("baseline-binary", {}, { curve, restartEpochs: 1 }),
  ]);
  assert.equal(shows, false);
  assert.deepEqual(rows.map(({ drop }) => drop), [0]);
  assert.equal(
    verdict,
    "Restarts do not make the score drop here: after 1 restart of the learning rate, validation ROC-AUC falls by 0.0000 on average and 0.0000 at most.",
  );
});

Deno.test("restartEffect() cannot tell without restarts, or with too few points", () => {
  const falling = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4];
  for (
    const rest of [
      { curve: curveOf(falling, 4), restartEpochs: 0 },
      { curve: curveOf(falling, 3), restartEpochs: 1 },
      { curve: [], restartEpochs: 1 },
      // Both epochs are before the first restart.
      { curve: curveOf(falling, 3), restartEpochs: 2 },
    ]
  ) {
    const { shows, rows, verdict } = restartEffect([
      resultOf("baseline-binary", {}, rest),
    ]);
    assert.equal(shows, null);
    assert.deepEqual(rows, []);
    assert.match(
      verdict,
      /^Whether restarts make the score drop cannot be told/,
    );
  }
});

Deno.test("restartEffect() looks at restarts of several epochs too", () => {
  const curve = curveOf([0.5, 0.6, 0.7, 0.8, 0.6, 0.65, 0.7, 0.9], 2);
  const { rows } = restartEffect([
    resultOf("baseline-binary", {}, { curve, restartEpochs: 2 }),
  ]);
  assert.deepEqual(rows.map(({ epoch, lowest }) => [epoch, lowest]), [[
    2,
    0.6,
  ]]);
});
