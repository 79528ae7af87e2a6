/** `kindred doctor`: checks what this machine has. @module */
import { CommandFailure, defineCommand } from "../define_command.ts";
import { examine } from "../doctor/examine.ts";
import { findingLines } from "../doctor/finding_lines.ts";

export default defineCommand({
  summary: "check what this machine has, and what Kindred will use",
  operands: { name: "OPERAND", min: 0, max: 0 },
  flags: {},
  examples: ["doctor", "doctor --json"],
  async run(_operands, _flags, { print }) {
    const findings = await examine();
    for (const line of findingLines(findings)) print(line);
    const failed = findings.filter(({ ok }) => !ok);
    if (failed.length > 0) {
      throw new CommandFailure(
        `Cannot work well here: all checks must pass, got ${failed.length} that fail`,
        findings,
      );
    }
    return findings;
  },
});
