/** `kindred demo`: the whole way on the sample that comes with Kindred. @module */
import { REPORT_FILES } from "@kindred/evaluator";
import { openModelFolder } from "@kindred/recommender/folder";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { defineCommand } from "../define_command.ts";
import { runPipeline } from "../pipeline/run_pipeline.ts";
import { metricsTable } from "../terminal/metrics_table.ts";
import { itemLine, similarTable } from "../terminal/similar_table.ts";
import { OUTPUT_FLAGS } from "./stage_flags.ts";

/** The pantry: groceries whose relations come from the recipes of dishes. */
const SAMPLE = fileURLToPath(
  new URL("../../sample/meta_Pantry.json.gz", import.meta.url),
);

/** Where the demo goes, and where `npm start` looks for its model. */
const DEFAULT_OUT = "kindred-demo";

/** What a cook can judge: titles searched for, the best hit is shown. */
const SHOWN = ["basmati rice", "spaghetti", "white miso"];

export default defineCommand({
  summary: "the whole way on a pantry of groceries that comes with Kindred",
  operands: { name: "OPERAND", min: 0, max: 0 },
  flags: {
    out: { ...OUTPUT_FLAGS.out, required: false, default: DEFAULT_OUT },
    force: OUTPUT_FLAGS.force,
  },
  examples: ["demo", "demo --out /tmp/pantry"],
  async run(_operands, { out, force }, context) {
    const { print } = context;
    const result = await runPipeline([SAMPLE], out, {
      ingest: { memoryLimit: "1GB" },
      split: {},
      train: {},
      evaluate: {},
      force,
    }, context);
    const { report, model } = result.stages;

    print("");
    print("How good it is, on pairs it has not seen");
    for (const line of metricsTable(result.metrics)) print("  " + line);

    const recommender = await openModelFolder(model.directory);
    const shown = [];
    try {
      for (const query of SHOWN) {
        const [item] = await recommender.searchItems(query, { limit: 1 });
        if (item === undefined) continue;
        const { items: similar } = await recommender.similarItems(item.id, {
          k: 10,
        });
        print("");
        print(`Goes with ${itemLine(item)}`);
        for (const line of similarTable(similar)) print(line);
        shown.push({ item, similar });
      }
    } finally {
      await recommender.close();
    }

    print("");
    print(`The report   ${join(report.directory, REPORT_FILES.page)}`);
    print(`The model    ${model.directory}`);
    print(
      `Serve it     ${
        out === DEFAULT_OUT
          ? "npm start   (or: npx deno task start)"
          : `kindred serve ${model.directory}`
      }`,
    );
    return { directory: out, ...result, shown };
  },
});
