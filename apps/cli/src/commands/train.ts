/** `kindred train`: learns a vector for each item. @module */
import {
  resolveTrainOptions,
  selectEngineFor,
  trainSplit,
} from "@kindred/trainer";
import { defineCommand } from "../define_command.ts";
import { engineLine } from "../terminal/engine_line.ts";
import { epochLine } from "../terminal/epoch_line.ts";
import { formatDuration } from "../terminal/format.ts";
import { OUTPUT_FLAGS, SEED_FLAG } from "./stage_flags.ts";
import { toTrainOptions, TRAIN_FLAGS } from "./train_flags.ts";

export default defineCommand({
  summary: "learn a vector for each item",
  operands: { name: "SPLIT", min: 1, max: 1 },
  flags: {
    ...OUTPUT_FLAGS,
    ...TRAIN_FLAGS,
    ...SEED_FLAG,
    resume: {
      kind: "switch",
      help: "go on from where a training of the same run was interrupted",
    },
    keepCheckpoints: {
      kind: "switch",
      help: "leave the checkpoints when the run is whole",
    },
  },
  examples: [
    "train electronics/split --out electronics/run",
    "train electronics/split --out electronics/run --dimensions 64 --epochs 40",
    "train electronics/split --out electronics/als --recipe als",
  ],
  async run([split], flags, context) {
    const { out, force, resume, keepCheckpoints } = flags;
    const options = toTrainOptions(flags);
    const { epochs } = resolveTrainOptions(options);
    const selection = selectEngineFor(options);
    context.tell(`training on ${engineLine(selection)}`);
    const start = performance.now();
    const { counts } = await trainSplit(split!, out, {
      ...options,
      force,
      ...resume ? { resume: "resume" } : {},
      keepCheckpoints,
      onProgress: context.onProgress,
      signal: context.signal,
      onSaved(directory) {
        if (!context.signal.aborted) return;
        context.tell(`saved in ${directory}; --resume goes on from there`);
      },
      onResume: ({ epoch }) => context.tell(`going on in epoch ${epoch}`),
      onEpoch(report) {
        const line = epochLine(report, epochs);
        if (line !== null) context.tell(line);
      },
    });
    const seconds = (performance.now() - start) / 1000;
    context.print(`trained in ${formatDuration(seconds)}; run in ${out}`);
    const { name: engine, threads } = selection.engine;
    return { directory: out, engine, threads, seconds, ...counts };
  },
});
