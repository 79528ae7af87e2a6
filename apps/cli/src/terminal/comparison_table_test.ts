import assert from "node:assert/strict";
import { comparisonTable } from "./comparison_table.ts";

Deno.test("comparisonTable() says how sure each difference is", () => {
  const metric = {
    direction: "higher",
    first: 0.5,
    other: 0.6,
    difference: 0.1,
    interval: [0.05, 0.15],
    p: 1e-9,
  } as const;
  const [heading, , ...lines] = comparisonTable({
    first: "plain",
    other: "als",
    metrics: [
      { ...metric, metric: "ndcgAt5", adjustedP: 1e-8, verdict: "better" },
      {
        ...metric,
        metric: "rocAuc",
        difference: -0.001,
        interval: [-0.002, 0.0004],
        adjustedP: 0.25,
        verdict: "no difference shown",
      },
    ],
  });
  assert.match(heading!, /^als against plain: difference/);
  assert.match(
    lines[0]!,
    /^NDCG@5 +\+0\.1000 +\+0\.0500 +\+0\.1500 +<0\.0001 +better$/,
  );
  assert.match(
    lines[1]!,
    /^ROC-AUC +-0\.0010 +-0\.0020 +\+0\.0004 +0\.2500 +no difference shown$/,
  );
});
