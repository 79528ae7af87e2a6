/** `kindred evaluate`: judges a run on the held-out pairs. @module */
import { evaluateRun, metricsOf, REPORT_FILES } from "@kindred/evaluator";
import { join } from "node:path";
import { defineCommand } from "../define_command.ts";
import { metricsTable } from "../terminal/metrics_table.ts";
import { EVALUATE_FLAGS, OUTPUT_FLAGS } from "./stage_flags.ts";

export default defineCommand({
  summary: "judge a run on the held-out pairs, beside baselines",
  operands: { name: "RUN", min: 1, max: 1 },
  flags: {
    out: {
      kind: "text",
      value: "DIR",
      short: "o",
      help:
        "folder for the report with curves and plots; none is written without",
    },
    force: OUTPUT_FLAGS.force,
    ...EVALUATE_FLAGS,
    split: {
      kind: "text",
      value: "DIR",
      help: "the run's split, if it was moved",
    },
  },
  examples: [
    "evaluate electronics/run --json",
    "evaluate electronics/run --out electronics/report",
  ],
  async run([run], { out, force, queryLimit, split }, context) {
    const { report } = await evaluateRun(run!, {
      out,
      force,
      queryLimit,
      split,
      onProgress: context.onProgress,
      signal: context.signal,
    });
    const metrics = metricsOf(report);
    for (const line of metricsTable(metrics)) context.print(line);
    if (out === undefined) {
      context.tell("--out DIR also writes a report with curves and plots");
    } else {
      context.print(`report in ${join(out, REPORT_FILES.page)}`);
    }
    return metrics;
  },
});
