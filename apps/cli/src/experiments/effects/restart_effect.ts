import { formatCounted } from "../../terminal/format.ts";
import type { ExperimentResult } from "../experiment_result.ts";
import { type Effect, inWords, LEAST_DIFFERENCE } from "./effect.ts";

/** What happened where a learning rate began again. */
export interface Restart {
  /** The experiment. */
  name: string;
  /** Epochs done by then. */
  epoch: number;
  /** Validation ROC-AUC just before. */
  before: number;
  /** The lowest in the first half of what follows, to the next restart. */
  lowest: number;
  /** How far it fell; 0 where it rose from the start. */
  drop: number;
  /** That before the next restart, or at the end. */
  after: number;
}

/** Points of the curve between two restarts with which a drop can be seen. */
const LEAST_POINTS = 4;

/**
 * Looks for the drop of the score where the learning rate begins again, which the
 * method's learning curves show.
 *
 * @param results The runs; those without restarts do not count.
 */
export function restartEffect(
  results: readonly ExperimentResult[],
): Effect<Restart> {
  const title = "restarts make the score drop";
  const rows = results.flatMap(restartsOf);
  if (rows.length === 0) {
    return {
      title,
      shows: null,
      verdict:
        `Whether restarts make the score drop cannot be told: no run here begins its learning rate again with ${LEAST_POINTS} points of its curve or more in between.`,
      rows,
    };
  }
  const mean = rows.reduce((sum, { drop }) => sum + drop, 0) / rows.length;
  const largest = rows.reduce((a, b) => b.drop > a.drop ? b : a);
  const shows = mean >= LEAST_DIFFERENCE;
  const healed = rows.filter(({ after, before }) => after >= before).length;
  const size = `${inWords(mean)} on average and ${
    inWords(largest.drop)
  } at most`;
  const count = formatCounted(rows.length, "restart");
  return {
    title,
    shows,
    verdict: shows
      ? `Restarts make the score drop: after ${count} of the learning rate, validation ROC-AUC falls by ${size} (${largest.name}, after epoch ${largest.epoch}); by the next restart it is back in ${healed} of them.`
      : `Restarts do not make the score drop here: after ${count} of the learning rate, validation ROC-AUC falls by ${size}.`,
    rows,
  };
}

function restartsOf(
  { experiment: { name }, curve, restartEpochs }: ExperimentResult,
): Restart[] {
  const restarts: Restart[] = [];
  const last = curve.at(-1)?.epoch ?? 0;
  if (restartEpochs === 0) return restarts;
  for (let epoch = restartEpochs; epoch < last; epoch += restartEpochs) {
    const before = curve.findLast((point) => point.epoch <= epoch);
    const next = curve.filter((point) =>
      point.epoch > epoch && point.epoch <= epoch + restartEpochs
    );
    if (before === undefined || next.length < LEAST_POINTS) continue;
    const lowest = Math.min(
      ...next.filter((point) => point.epoch <= epoch + restartEpochs / 2)
        .map(({ rocAuc }) => rocAuc),
    );
    restarts.push({
      name,
      epoch,
      before: before.rocAuc,
      lowest,
      drop: Math.max(0, before.rocAuc - lowest),
      after: next.at(-1)!.rocAuc,
    });
  }
  return restarts;
}
