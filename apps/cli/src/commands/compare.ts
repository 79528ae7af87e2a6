/** `kindred compare`: judges runs beside each other. @module */
import { compareRuns, COMPARISON_FILES, metricsOf } from "@kindred/evaluator";
import { join } from "node:path";
import { defineCommand } from "../define_command.ts";
import { comparisonTable, runsTable } from "../terminal/comparison_table.ts";
import { JUDGE_FLAGS, toEvaluateOptions } from "./stage_flags.ts";

export default defineCommand({
  summary: "judge runs of one split beside each other, and test differences",
  operands: { name: "RUN", min: 2, max: Infinity },
  flags: JUDGE_FLAGS,
  examples: [
    "compare electronics/run electronics-als/run",
    "compare a/run b/run c/run --out comparison --k 5,10,20",
  ],
  async run(directories, flags, context) {
    const { out, plots, force, split, catalogue, threads } = flags;
    const { names, reports, comparison } = await compareRuns(directories, {
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
    const runs = reports.map(metricsOf);
    for (const { message } of runs[0]!.warnings) context.tell(message);
    for (const line of runsTable(names, runs)) context.print(line);
    for (const tested of comparison?.comparisons ?? []) {
      context.print("");
      for (const line of comparisonTable(tested)) context.print(line);
    }
    if (plots !== undefined) context.print(`plots in ${plots}`);
    if (out === undefined) {
      context.tell("--out DIR also writes a page with the curves of all runs");
    } else {
      context.print(`comparison in ${join(out, COMPARISON_FILES.page)}`);
    }
    return {
      runs: Object.fromEntries(names.map((name, i) => [name, runs[i]!])),
      comparison,
    };
  },
});
