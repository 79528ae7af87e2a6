import type { Command } from "../define_command.ts";

/** A command's place in the help, and how to load it. */
export interface CommandEntry {
  /** What it does, in a line. */
  summary: string;
  /** Loads its file: none is loaded before it is asked for. */
  load(): Promise<Command>;
}

// deno-lint-ignore no-explicit-any -- the flags differ from command to command
type AnyCommand = Command<any>;

function entry(
  summary: string,
  load: () => Promise<{ default: AnyCommand }>,
): CommandEntry {
  return { summary, load: async () => (await load()).default };
}

/** Every command, in the order of the help. */
export const COMMANDS: Readonly<Record<string, CommandEntry>> = {
  demo: entry(
    "the whole way on a pantry of groceries that comes with Kindred",
    () => import("./demo.ts"),
  ),
  run: entry(
    "from metadata to a model: ingest, split, train, evaluate, export",
    () => import("./run.ts"),
  ),
  ingest: entry(
    "read metadata, pairs or baskets into a catalogue",
    () => import("./ingest.ts"),
  ),
  split: entry(
    "hold pairs out to judge by, and draw negatives",
    () => import("./split.ts"),
  ),
  train: entry("learn a vector for each item", () => import("./train.ts")),
  tune: entry(
    "search for the training options that suit a split",
    () => import("./tune.ts"),
  ),
  evaluate: entry(
    "judge a run on the held-out pairs, beside baselines",
    () => import("./evaluate.ts"),
  ),
  compare: entry(
    "judge runs of one split beside each other, and test differences",
    () => import("./compare.ts"),
  ),
  export: entry(
    "write a run, or vectors from outside, as a model folder to deploy",
    () => import("./export.ts"),
  ),
  recommend: entry(
    "print the items that go with an item",
    () => import("./recommend.ts"),
  ),
  serve: entry(
    "serve a model over HTTP, with a page to try it",
    () => import("./serve.ts"),
  ),
  reproduce: entry(
    "the published method's experiments and Kindred's, side by side",
    () => import("./reproduce.ts"),
  ),
  inspect: entry("show what a folder holds", () => import("./inspect.ts")),
  bench: entry(
    "measure how fast this machine trains, or serves a model",
    () => import("./bench.ts"),
  ),
  doctor: entry(
    "check what this machine has, and what Kindred will use",
    () => import("./doctor.ts"),
  ),
};
