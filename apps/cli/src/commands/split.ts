/** `kindred split`: holds pairs out and draws negatives. @module */
import { splitCatalogue } from "@kindred/sampler";
import { defineCommand } from "../define_command.ts";
import { formatCount } from "../terminal/format.ts";
import {
  OUTPUT_FLAGS,
  SEED_FLAG,
  SPLIT_FLAGS,
  toSplitOptions,
} from "./stage_flags.ts";

export default defineCommand({
  summary: "hold pairs out to judge by, and draw negatives",
  operands: { name: "CATALOGUE", min: 1, max: 1 },
  flags: { ...OUTPUT_FLAGS, ...SPLIT_FLAGS, ...SEED_FLAG },
  examples: ["split electronics/catalogue --out electronics/split --seed 7"],
  async run([catalogue], flags, context) {
    const { out, force } = flags;
    const { counts } = await splitCatalogue(catalogue!, out, {
      ...toSplitOptions(flags),
      force,
      signal: context.signal,
    });
    context.print(
      `${formatCount(counts.trainPairs!)} pairs to learn from, ${
        formatCount(counts.validationPairs!)
      } to judge by beside ${
        formatCount(counts.validationNegatives!)
      } negatives`,
    );
    context.print(`split in ${out}`);
    return { directory: out, ...counts };
  },
});
