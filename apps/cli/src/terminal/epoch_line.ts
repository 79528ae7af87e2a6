import type { EpochReport } from "@kindred/trainer";
import { formatCount } from "./format.ts";

/** Epochs of a training that get a line, about. */
const LINES = 10;

/**
 * Returns an epoch in words, or null for most epochs of a long training: the
 * first and the last have a line, and those between at even distances.
 *
 * @param report What the epoch did.
 * @param epochs How many there are in all.
 */
export function epochLine(report: EpochReport, epochs: number): string | null {
  const { epoch, meanLoss, pairs, seconds, validationRocAuc } = report;
  const every = Math.ceil(epochs / LINES);
  if (epoch !== 1 && epoch !== epochs && epoch % every !== 0) return null;
  const parts = [
    `loss ${meanLoss.toFixed(4)}`,
    ...validationRocAuc === null
      ? []
      : [`ROC-AUC ${validationRocAuc.toFixed(4)}`],
    `${formatCount(pairs / seconds)} pairs/s`,
  ];
  return `epoch ${epoch}/${epochs}: ${parts.join(", ")}`;
}
