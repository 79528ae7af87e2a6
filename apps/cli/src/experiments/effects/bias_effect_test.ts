import assert from "node:assert/strict";
import { resultOf } from "../_testing.ts";
import { biasEffect } from "./bias_effect.ts";

Deno.test("biasEffect() takes each run with biases less its twin without", () => {
  const { shows, rows, verdict } = biasEffect([
    resultOf("kindred-binary-bias", { rocAuc: 0.5, ndcgAt10: 0.1, cliff: 0.5 }),
    resultOf("baseline-binary-bias", {
      ...{ rocAuc: 0.75, ndcgAt10: 0.5, cliff: 0.25 },
    }),
    resultOf("baseline-binary", { rocAuc: 1, ndcgAt10: 0.25, cliff: 0.5 }),
    resultOf("baseline-continuous", { rocAuc: 0.9 }),
    resultOf("als", { rocAuc: 0.9 }),
  ]);
  assert.equal(shows, true);
  assert.deepEqual(rows, [{
    name: "baseline-binary-bias",
    rocAuc: -0.25,
    ndcgAt10: 0.25,
    cliff: -0.25,
  }]);
  assert.equal(
    verdict,
    "Biases lower ROC-AUC here (ROC-AUC and NDCG@10: -0.2500 and +0.2500 for baseline-binary-bias). As published they lower it, by 0.0132 with binary and by 0.0906 with continuous labels. The cliff is less steep with them in 1 of 1 models.",
  );
});

Deno.test("biasEffect() says plainly where biases do something else", () => {
  const verdictOf = (binary: number, continuous: number): string => {
    const { shows, verdict } = biasEffect([
      resultOf("baseline-binary", { rocAuc: 0.5, cliff: null }),
      resultOf("baseline-binary-bias", { rocAuc: 0.5 + binary }),
      resultOf("kindred-continuous", { rocAuc: 0.5, cliff: null }),
      resultOf("kindred-continuous-bias", { rocAuc: 0.5 + continuous }),
    ]);
    assert.equal(shows, false);
    assert.match(verdict, /What they do to the cliff cannot be told\.$/);
    return verdict.split(" (")[0]!;
  };
  assert.equal(
    verdictOf(0.1, 0.2),
    "Biases raise ROC-AUC here, and do not lower it",
  );
  assert.equal(
    verdictOf(0.1, -0.1),
    "Biases raise ROC-AUC in 1 and lower it in 1 of 2 models here",
  );
  assert.equal(verdictOf(0.001, -0.001), "Biases do not change ROC-AUC here");
});

Deno.test("biasEffect() cannot tell without twins", () => {
  const { shows, rows } = biasEffect([
    resultOf("baseline-binary"),
    resultOf("kindred-binary-bias"),
    resultOf("als"),
  ]);
  assert.equal(shows, null);
  assert.deepEqual(rows, []);
});
