import { BROKEN_LINES } from "./broken_lines.ts";
import { makeRecords } from "./make_records.ts";
import { writePythonLiteral } from "./python_literal.ts";
import type { PantrySources } from "./read_sources.ts";

/** Fixes all noise of the sample; another number gives another sample. */
const SEED = 20140723;
/** Row of the record that the sample holds twice. */
const REPEATED_ROW = 500;

/**
 * Returns the sample catalogue: one record a line as a Python literal, one
 * record twice, and the {@linkcode BROKEN_LINES} spread evenly among them.
 * Equal sources give equal text.
 *
 * @returns Lines ending in `\n`.
 */
export function renderCatalogue(sources: PantrySources): string {
  const lines = makeRecords(sources, SEED).map(writePythonLiteral);
  const repeated = lines[REPEATED_ROW];
  if (repeated !== undefined) lines.splice(REPEATED_ROW + 100, 0, repeated);

  const gap = Math.floor(lines.length / (BROKEN_LINES.length + 1));
  // From the end, so that one insertion does not move the next place.
  for (const [i, { line }] of [...BROKEN_LINES.entries()].reverse()) {
    lines.splice((i + 1) * gap, 0, line);
  }
  return lines.join("\n") + "\n";
}
