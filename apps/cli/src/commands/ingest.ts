/** `kindred ingest`: reads product metadata into a catalogue. @module */
import { ingestCatalogue } from "@kindred/ingest";
import { defineCommand } from "../define_command.ts";
import { ingestSummary } from "../terminal/ingest_summary.ts";
import { INGEST_FLAGS, OUTPUT_FLAGS } from "./stage_flags.ts";

export default defineCommand({
  summary: "read product metadata into a catalogue",
  operands: { name: "SOURCE", min: 1, max: Infinity },
  flags: { ...OUTPUT_FLAGS, ...INGEST_FLAGS },
  examples: ["ingest meta_Electronics.json.gz --out electronics/catalogue"],
  async run(sources, { out, force, memoryLimit }, context) {
    const { report } = await ingestCatalogue(sources, out, {
      force,
      memoryLimit,
      onProgress: context.onProgress,
      signal: context.signal,
    });
    for (const line of ingestSummary(report)) context.print(line);
    context.print(`catalogue in ${out}`);
    return { directory: out, ...report };
  },
});
