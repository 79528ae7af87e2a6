/** `kindred export`: writes a run as a folder of ONNX models. @module */
import { exportRun, TOLERANCE } from "@kindred/exporter";
import { defineCommand } from "../define_command.ts";
import { formatCounted } from "../terminal/format.ts";
import { OUTPUT_FLAGS } from "./stage_flags.ts";

export default defineCommand({
  summary: "write a run as a folder of ONNX models to deploy",
  operands: { name: "RUN", min: 1, max: 1 },
  flags: {
    ...OUTPUT_FLAGS,
    report: {
      kind: "text",
      value: "DIR",
      help: "report of the run, whose metrics go into the model",
    },
  },
  examples: [
    "export electronics/run --report electronics/report --out electronics/model",
  ],
  async run([run], { out, force, report }, context) {
    const { manifest, verification } = await exportRun(run!, out, {
      report,
      force,
      signal: context.signal,
    });
    const worst = Math.max(...Object.values(verification));
    context.print(
      `${
        formatCounted(manifest.counts.items!, "item")
      }; the graphs give what the vectors give within ${
        worst.toExponential(1)
      } (allowed ${TOLERANCE})`,
    );
    context.print(`model in ${out}`);
    return { directory: out, ...manifest.counts, verification };
  },
});
