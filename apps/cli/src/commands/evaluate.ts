/** `kindred evaluate`: judges a run on the held-out pairs. @module */
import { evaluateRun, metricsOf, REPORT_FILES } from "@kindred/evaluator";
import { join } from "node:path";
import { defineCommand } from "../define_command.ts";
import { metricsTable } from "../terminal/metrics_table.ts";
import { JUDGE_FLAGS, toEvaluateOptions } from "./stage_flags.ts";

export default defineCommand({
  summary: "judge a run on the held-out pairs, beside baselines",
  operands: { name: "RUN", min: 1, max: 1 },
  flags: JUDGE_FLAGS,
  examples: [
    "evaluate electronics/run --json",
    "evaluate electronics/run --out electronics/report --k 5,10,20",
  ],
  async run([run], flags, context) {
    const { out, plots, force, split, catalogue, threads } = flags;
    const { report } = await evaluateRun(run!, {
      ...toEvaluateOptions(flags),
      out,
      plots,
      force,
      split,
      catalogue,
      threads,
      onProgress: context.onProgress,
      signal: context.signal,
    });
    const metrics = metricsOf(report);
    for (const { message } of metrics.warnings) context.tell(message);
    for (const line of metricsTable(metrics)) context.print(line);
    if (plots !== undefined) context.print(`plots in ${plots}`);
    if (out === undefined) {
      context.tell("--out DIR also writes a report with curves and plots");
    } else {
      context.print(`report in ${join(out, REPORT_FILES.page)}`);
    }
    return metrics;
  },
});
