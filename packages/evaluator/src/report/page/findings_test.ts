import assert from "node:assert/strict";
import type { Comparison } from "../../intervals/compare_scorers.ts";
import type { Verdict } from "../../intervals/compare_scorers.ts";
import { worldSource } from "../_testing.ts";
import type { ReportedRun } from "../reported_run.ts";
import { findings } from "./findings.ts";

const { runs: [world] } = await worldSource(["run"]);

const HEADLINES = [
  "rocAuc",
  "averagePrecision",
  "ndcgAt10",
  "recallAt10",
  "hitRateAt10",
  "mrr",
];

/** A run whose headline metrics, and the baselines', are as given. */
function runOf(
  name: string,
  own: Record<string, number>,
  theirs: number,
  margin: number,
): ReportedRun {
  const within = (values: Record<string, number>) => ({
    ...values,
    intervals: Object.fromEntries(
      Object.entries(values).map((
        [metric, value],
      ) => [metric, [value - margin, value + margin]]),
    ),
    slices: {},
  });
  const baseline = within(
    Object.fromEntries(HEADLINES.map((metric) => [metric, theirs])),
  );
  const weaker = within(
    Object.fromEntries(HEADLINES.map((metric) => [metric, theirs / 2])),
  );
  const report = {
    ...world!.report,
    ...within({ ...own, cliff: 0.25, cliffThreshold: 0.4 }),
    baselines: {
      adamicAdar: baseline,
      commonNeighbours: weaker,
      cosine: weaker,
      degree: weaker,
      random: weaker,
    },
  };
  return {
    ...world!,
    name,
    report: report as unknown as ReportedRun["report"],
  };
}

const all = (value: number) =>
  Object.fromEntries(HEADLINES.map((metric) => [metric, value]));

Deno.test("findings() tells where a model is ahead for sure, ahead, and behind", () => {
  const run = runOf(
    "run",
    { ...all(0.9), ndcgAt10: 0.51, mrr: 0.2, recallAt10: 0.49 },
    0.5,
    0.02,
  );
  assert.deepEqual(findings([run], null), [
    "The model is better than every baseline in ROC-AUC (0.9000 beside 0.5000 of Adamic-Adar), average precision (0.9000 beside 0.5000 of Adamic-Adar) and hit rate@10 (0.9000 beside 0.5000 of Adamic-Adar).",
    "The model is ahead of every baseline, but within the 95 % intervals, in NDCG@10 (0.5100 beside 0.5000 of Adamic-Adar).",
    "Adamic-Adar, which learns nothing, is better than the model in MRR (0.5000 beside 0.2000).",
    "Adamic-Adar, which learns nothing, is no worse than the model in recall@10 (0.5000 beside 0.4900).",
    "Where precision falls most steeply, at a threshold of 0.40 (a probability), it falls by 0.250 as the threshold moves by 0.05.",
  ]);
});

Deno.test("findings() names the slice in which a model is weakest", () => {
  const run = runOf("run", all(0.9), 0.5, 0.02);
  const slice = (rocAuc: number | null) => ({
    pairs: 1,
    negatives: 1,
    queryItems: 1,
    metrics: { rocAuc },
    intervals: {},
  });
  const slices = {
    head: slice(0.8),
    middle: slice(0.7),
    tail: slice(0.95),
  };
  const told = (slices: ReportedRun["report"]["slices"]) =>
    findings([{ ...run, report: { ...run.report, slices } }], null)
      .filter((sentence) => sentence.includes("weakest"));
  assert.deepEqual(told(slices), [
    "By how often items are paired, it is weakest in the middle (ROC-AUC 0.7000) and strongest in the tail (0.9500).",
  ]);
  assert.deepEqual(told({ head: slice(0.8), middle: slice(null) }), []);
});

Deno.test("findings() of several runs tells the best ones and the real differences", () => {
  const runs = [
    runOf("A", all(0.9), 0.5, 0.02),
    runOf("B", { ...all(0.8), mrr: 0.95 }, 0.5, 0.02),
  ];
  const compared = (verdicts: Record<string, Verdict>): Comparison => ({
    resamples: 200,
    comparisons: [{
      first: "A",
      other: "B",
      metrics: Object.entries(verdicts).map(([metric, verdict]) => ({
        metric,
        direction: "higher",
        first: 0,
        other: 0,
        difference: 0,
        interval: [0, 0],
        p: 1,
        adjustedP: 1,
        verdict,
      })),
    }],
  });
  const [best, other, tested] = findings(
    runs,
    compared({
      rocAuc: "worse",
      averagePrecision: "no difference shown",
      mrr: "better",
      noveltyAt10: "differs",
    }),
  );
  assert.equal(
    best,
    "Of the runs, A has the best ROC-AUC (0.9000), average precision (0.9000), NDCG@10 (0.9000), recall@10 (0.9000) and hit rate@10 (0.9000).",
  );
  assert.equal(other, "Of the runs, B has the best MRR (0.9500).");
  assert.equal(
    tested,
    "Beyond chance, B is better in MRR, and worse in ROC-AUC than A; in average precision no difference is shown.",
  );
  assert.equal(
    findings(runs, compared({ mrr: "no difference shown" }))[2],
    "Between B and A no difference is shown in MRR.",
  );
});
