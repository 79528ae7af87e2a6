import type { EvaluationReport } from "../evaluation_report.ts";

/**
 * Returns the curves of a report as CSV, all scorers below each other: `roc` with
 * columns scorer, false_positive_rate, true_positive_rate; `precisionRecall`
 * with columns scorer, threshold, precision, recall.
 */
export function curveTables(
  report: EvaluationReport<number>,
): { roc: string; precisionRecall: string } {
  const roc = ["scorer,false_positive_rate,true_positive_rate"];
  const precisionRecall = ["scorer,threshold,precision,recall"];
  for (const [scorer, curves] of Object.entries(report.curves)) {
    const { falsePositiveRate, truePositiveRate } = curves.roc;
    for (const [i, rate] of falsePositiveRate.entries()) {
      roc.push(`${scorer},${rate},${truePositiveRate[i]}`);
    }
    const { threshold, precision, recall } = curves.precisionRecall;
    for (const [i, score] of threshold.entries()) {
      precisionRecall.push(`${scorer},${score},${precision[i]},${recall[i]}`);
    }
  }
  return {
    roc: roc.join("\n") + "\n",
    precisionRecall: precisionRecall.join("\n") + "\n",
  };
}
