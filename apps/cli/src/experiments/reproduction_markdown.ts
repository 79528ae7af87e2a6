import type { Reproduction } from "./reproduction.ts";
import { resultsTable, tableNotes } from "./results_table.ts";

/**
 * Returns a reproduction as Markdown: the table, what was found, and what must be
 * known to read it.
 *
 * @param reproduction What to write.
 */
export function reproductionMarkdown(reproduction: Reproduction): string {
  const [heading, ...rows] = resultsTable(reproduction);
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    "# The method's experiments",
    "",
    line(heading!),
    line(heading!.map((_, c) => c === 0 ? "---" : "---:")),
    ...rows.map(line),
    "",
    ...tableNotes(reproduction).flatMap((note) => [note, ""]),
    "## What was found of the method's own effects",
    "",
    ...Object.values(reproduction.effects).map(({ verdict }) => `- ${verdict}`),
    "",
  ].join("\n");
}
