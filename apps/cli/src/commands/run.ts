/** `kindred run`: from metadata to a model. @module */
import { REPORT_FILES } from "@kindred/evaluator";
import { join } from "node:path";
import { defineCommand } from "../define_command.ts";
import { runPipeline } from "../pipeline/run_pipeline.ts";
import { tellTerms } from "../terminal/tell_terms.ts";
import { metricsTable } from "../terminal/metrics_table.ts";
import { INGEST_FLAGS, toIngestOptions } from "./ingest_flags.ts";
import {
  EVALUATE_FLAGS,
  OUTPUT_FLAGS,
  SEED_FLAG,
  SPLIT_FLAGS,
  toEvaluateOptions,
  toSplitOptions,
} from "./stage_flags.ts";
import { toTrainOptions, TRAIN_FLAGS } from "./train_flags.ts";

export default defineCommand({
  summary: "from metadata to a model: ingest, split, train, evaluate, export",
  operands: { name: "SOURCE", min: 1, max: Infinity },
  flags: {
    ...OUTPUT_FLAGS,
    ...INGEST_FLAGS,
    ...SPLIT_FLAGS,
    ...TRAIN_FLAGS,
    ...EVALUATE_FLAGS,
    ...SEED_FLAG,
  },
  examples: ["run meta_Electronics.json.gz --out electronics"],
  async run(sources, flags, context) {
    const { out, force } = flags;
    await tellTerms(sources, context);
    const result = await runPipeline(sources, out, {
      ingest: toIngestOptions(flags),
      split: toSplitOptions(flags),
      train: toTrainOptions(flags),
      evaluate: toEvaluateOptions(flags),
      force,
    }, context);
    const { report, model } = result.stages;
    for (const line of metricsTable(result.metrics)) context.print(line);
    context.print("");
    context.print(`report  ${join(report.directory, REPORT_FILES.page)}`);
    context.print(`model   ${model.directory}`);
    context.print(`serve   kindred serve ${model.directory}`);
    return { directory: out, ...result };
  },
});
