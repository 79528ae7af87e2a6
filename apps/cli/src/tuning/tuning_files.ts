import type { TrainOptions } from "@kindred/trainer";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { flagSpelling } from "../arguments/flag.ts";
import type { SearchSpace } from "./search_space.ts";
import { byScore, type Trial } from "./trial.ts";

/** Names of the files in a tuning folder. */
export const TUNING_FILES = {
  /** Every trial in the order they were done, and what its candidate sets. */
  trials: "trials.csv",
  /** The best candidate, for `--config`. */
  best: "best.toml",
} as const;

/**
 * Writes the files of a tuning into `directory`, as {@linkcode TUNING_FILES}.
 *
 * @param directory The folder of a tuning that is being written.
 * @param trials What was tried, at least one trial.
 * @param space What was searched: the options that get a column.
 */
export async function writeTuningFiles(
  directory: string,
  trials: readonly Trial[],
  space: SearchSpace,
): Promise<void> {
  await writeFile(
    join(directory, TUNING_FILES.trials),
    trialsCsv(trials, Object.keys(space) as (keyof TrainOptions)[]),
  );
  await writeFile(
    join(directory, TUNING_FILES.best),
    bestToml(byScore(trials)[0]!),
  );
}

/** One line a trial; an option that keeps its default is empty. */
function trialsCsv(
  trials: readonly Trial[],
  names: readonly (keyof TrainOptions)[],
): string {
  const header = [
    "candidate,rung,epochs_trained,roc_auc,ndcg_at_10,score,seconds",
    ...names.map(snakeCase),
  ];
  const lines = trials.map((trial) =>
    [
      trial.candidate,
      trial.rung,
      trial.epochs,
      trial.metrics?.rocAuc,
      trial.metrics?.ndcgAt10,
      trial.score,
      trial.seconds.toFixed(2),
      ...names.map((name) => trial.options[name]),
    ].map((value) => value ?? "").join(",")
  );
  return [header.join(","), ...lines, ""].join("\n");
}

/** The flags of a candidate, for every command that trains. */
function bestToml({ candidate, metrics, options }: Trial): string {
  const flags = Object.entries(options).map(([name, value]) =>
    `${flagSpelling(name).slice(2)} = ${JSON.stringify(value)}`
  );
  return [
    `# Candidate ${candidate} of kindred tune: ${inWords(metrics)}`,
    "# on a fifth of the training pairs, held out for this",
    ...flags,
    "",
  ].join("\n");
}

function inWords(metrics: Trial["metrics"]): string {
  return metrics === null
    ? "its training diverged"
    : `ROC-AUC ${metrics.rocAuc.toFixed(4)}, NDCG@10 ${
      metrics.ndcgAt10.toFixed(4)
    }`;
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => "_" + letter.toLowerCase());
}
