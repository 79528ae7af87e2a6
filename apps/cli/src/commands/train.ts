/** `kindred train`: learns a vector for each item. @module */
import { selectEngine, trainSplit } from "@kindred/trainer";
import { defineCommand } from "../define_command.ts";
import { epochLine } from "../terminal/epoch_line.ts";
import { formatDuration } from "../terminal/format.ts";
import {
  OUTPUT_FLAGS,
  SEED_FLAG,
  toTrainOptions,
  TRAIN_FLAGS,
} from "./stage_flags.ts";

export default defineCommand({
  summary: "learn a vector for each item",
  operands: { name: "SPLIT", min: 1, max: 1 },
  flags: { ...OUTPUT_FLAGS, ...TRAIN_FLAGS, ...SEED_FLAG },
  examples: [
    "train electronics/split --out electronics/run",
    "train electronics/split --out electronics/run --dimensions 64 --epochs 40",
  ],
  async run([split], flags, context) {
    const { out, force, device, epochs } = flags;
    const { engine, reason } = selectEngine(device);
    context.tell(
      `training on the ${engine.device} (${engine.name} engine; ${reason})`,
    );
    const start = performance.now();
    const { counts } = await trainSplit(split!, out, {
      ...toTrainOptions(flags),
      force,
      onProgress: context.onProgress,
      signal: context.signal,
      onEpoch(report) {
        const line = epochLine(report, epochs);
        if (line !== null) context.tell(line);
      },
    });
    const seconds = (performance.now() - start) / 1000;
    context.print(`trained in ${formatDuration(seconds)}; run in ${out}`);
    return { directory: out, engine: engine.name, seconds, ...counts };
  },
});
