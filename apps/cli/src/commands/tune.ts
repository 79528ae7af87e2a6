/** `kindred tune`: searches for training options. @module */
import { selectEngine } from "@kindred/trainer";
import { join } from "node:path";
import { defineCommand } from "../define_command.ts";
import { engineLine } from "../terminal/engine_line.ts";
import { formatCounted } from "../terminal/format.ts";
import { TUNE_METRICS } from "../tuning/create_judge.ts";
import { SEARCH_SPACES, type TunableRecipe } from "../tuning/search_space.ts";
import { trialLine, trialsTable } from "../tuning/trials_table.ts";
import { tuneSplit } from "../tuning/tune_split.ts";
import { TUNING_FILES } from "../tuning/tuning_files.ts";
import { OUTPUT_FLAGS, SEED_FLAG } from "./stage_flags.ts";
import { TRAIN_FLAGS } from "./train_flags.ts";

/** Minutes of a search where neither they nor trials are given. */
const DEFAULT_MINUTES = 10;

/** Trials that are printed. */
const PRINTED = 10;

export default defineCommand({
  summary: "search for the training options that suit a split",
  operands: { name: "SPLIT", min: 1, max: 1 },
  flags: {
    ...OUTPUT_FLAGS,
    recipe: {
      kind: "choice",
      choices: Object.keys(SEARCH_SPACES) as TunableRecipe[],
      default: "kindred",
      help: "around whose defaults to search",
    },
    minutes: {
      kind: "number",
      min: 0,
      above: true,
      max: 10_080,
      help: `when to end; default ${DEFAULT_MINUTES}, or never with --trials`,
    },
    trials: {
      kind: "number",
      min: 1,
      max: 100_000,
      whole: true,
      help: "most candidates to try; default as many as there is time for",
    },
    metric: {
      kind: "choice",
      choices: TUNE_METRICS,
      default: "mean",
      help: "what to choose by; mean is that of both",
    },
    threads: TRAIN_FLAGS.threads,
    ...SEED_FLAG,
  },
  examples: [
    "tune electronics/split --out electronics/tuning --minutes 60",
    "train electronics/split --out electronics/run --config electronics/tuning/best.toml",
  ],
  async run([split], flags, context) {
    const { out, force, recipe, metric, seed, threads } = flags;
    const { trials = null } = flags;
    const { minutes = trials === null ? DEFAULT_MINUTES : null } = flags;
    // The CPU's, which has every model that may be the best.
    const selection = selectEngine(
      "cpu",
      threads === undefined ? {} : { threads },
    );
    context.tell(`training on ${engineLine(selection)}`);
    const tuning = await tuneSplit(split!, out, {
      recipe,
      metric,
      trials,
      minutes,
      seed,
      engine: selection.engine,
      force,
      signal: context.signal,
      onTrial: (trial) => context.tell(trialLine(trial)),
      onProgress: context.onProgress,
    });
    const shown = tuning.trials.slice(0, PRINTED);
    for (const line of trialsTable(shown)) context.print(line);
    context.print(
      `the best of ${formatCounted(tuning.trials.length, "trial")} is in ${
        join(out, TUNING_FILES.best)
      }, for train --config`,
    );
    // What was found is written; the person has interrupted all the same.
    context.signal.throwIfAborted();
    return { directory: out, ...tuning };
  },
});
