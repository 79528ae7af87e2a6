/** `kindred ingest`: reads sources of any format into a catalogue. @module */
import { ingestCatalogue } from "@kindred/ingest";
import { defineCommand } from "../define_command.ts";
import { ingestSummary } from "../terminal/ingest_summary.ts";
import { tellTerms } from "../terminal/tell_terms.ts";
import { INGEST_FLAGS, toIngestOptions } from "./ingest_flags.ts";
import { OUTPUT_FLAGS } from "./stage_flags.ts";

export default defineCommand({
  summary: "read metadata, pairs or baskets into a catalogue",
  operands: { name: "SOURCE", min: 1, max: Infinity },
  flags: { ...OUTPUT_FLAGS, ...INGEST_FLAGS },
  examples: [
    "ingest meta_Electronics.json.gz --out electronics/catalogue",
    "ingest orders.csv.gz --basket InvoiceNo --item StockCode --out shop",
    "ingest amazon-2014/Electronics --out electronics/catalogue",
  ],
  async run(sources, flags, context) {
    const { out, force } = flags;
    await tellTerms(sources, context);
    const { report } = await ingestCatalogue(sources, out, {
      ...toIngestOptions(flags),
      force,
      onProgress: context.onProgress,
      signal: context.signal,
    });
    for (const line of ingestSummary(report)) context.print(line);
    context.print(`catalogue in ${out}`);
    return { directory: out, ...report };
  },
});
