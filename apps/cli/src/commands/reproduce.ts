/** `kindred reproduce`: the method's experiments, side by side. @module */
import { nearestSpellings } from "@kindred/core";
import { join } from "node:path";
import { UsageError } from "../arguments/usage_error.ts";
import { defineCommand } from "../define_command.ts";
import { type Experiment, EXPERIMENTS } from "../experiments/experiments.ts";
import { reproduce } from "../experiments/reproduce.ts";
import { resultsTable, tableNotes } from "../experiments/results_table.ts";
import { REPRODUCTION_FILES } from "../experiments/write_reproduction.ts";
import { formatTable } from "../terminal/format.ts";
import { EVALUATE_FLAGS, OUTPUT_FLAGS, SEED_FLAG } from "./stage_flags.ts";
import { INGEST_FLAGS } from "./ingest_flags.ts";
import { TRAIN_FLAGS } from "./train_flags.ts";

export default defineCommand({
  summary: "the published method's experiments and Kindred's, side by side",
  operands: { name: "DATA", min: 1, max: 1 },
  flags: {
    ...OUTPUT_FLAGS,
    only: {
      kind: "text",
      value: "NAME,…",
      help: `which experiments; default all: ${
        EXPERIMENTS.map(({ name }) => name).join(", ")
      }`,
    },
    epochs: {
      ...TRAIN_FLAGS.epochs,
      help: "passes over the training pairs; default each recipe's",
    },
    targets: INGEST_FLAGS.targets,
    memoryLimit: INGEST_FLAGS.memoryLimit,
    threads: TRAIN_FLAGS.threads,
    queryLimit: EVALUATE_FLAGS.queryLimit,
    resamples: EVALUATE_FLAGS.resamples,
    ...SEED_FLAG,
  },
  examples: [
    "reproduce meta_Electronics.json.gz --targets all --out reproduction",
    "reproduce electronics/split --out reproduction --only baseline-binary,als",
  ],
  async run([data], flags, context) {
    const { out, only, force, epochs, threads, seed } = flags;
    const { targets, memoryLimit, queryLimit, resamples } = flags;
    const experiments = only === undefined ? EXPERIMENTS : chosen(only);
    const { reproduction, directory, stages } = await reproduce(data!, out, {
      experiments,
      ingest: { targets, memoryLimit },
      evaluate: { queryLimit, resamples },
      seed,
      ...epochs === undefined ? {} : { epochs },
      ...threads === undefined ? {} : { threads },
      force,
    }, context);
    const { print } = context;
    for (const line of formatTable(resultsTable(reproduction))) print(line);
    print("");
    for (const note of tableNotes(reproduction)) print(note);
    print("");
    for (const { verdict } of Object.values(reproduction.effects)) {
      print(`- ${verdict}`);
    }
    print("");
    print(`page in ${join(directory, REPRODUCTION_FILES.page)}`);
    return { directory, stages, ...reproduction };
  },
});

/** Returns the experiments of a list of names, in the order of all. */
function chosen(text: string): Experiment[] {
  const names = text.split(",");
  const known = EXPERIMENTS.map(({ name }) => name);
  for (const name of names) {
    if (known.includes(name)) continue;
    const [nearest] = nearestSpellings(name, known);
    throw new UsageError(
      `Cannot read --only: it must name experiments such as ${
        known.slice(0, 2).join(",")
      }, got "${name}"` + (nearest === undefined ? "" : `; nearest ${nearest}`),
    );
  }
  const experiments = EXPERIMENTS.filter(({ name }) => names.includes(name));
  if (experiments.length < 2) {
    throw new UsageError(
      `Cannot read --only: it must name two experiments or more, got "${text}"`,
    );
  }
  return experiments;
}
