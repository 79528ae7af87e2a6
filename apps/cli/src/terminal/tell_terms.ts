import { resolveSources } from "@kindred/ingest";
import type { CommandContext } from "../define_command.ts";

/**
 * Tells where data sets that were named come from, and what their publisher asks
 * of those who use them.
 *
 * @param sources What was named on the command line.
 * @param context Where to tell it.
 * @throws {KindredError} If a source is neither a file nor anything else.
 */
export async function tellTerms(
  sources: readonly string[],
  context: CommandContext,
): Promise<void> {
  for (const source of await resolveSources(sources)) {
    if (source.kind !== "http" || source.dataSet === undefined) continue;
    const { name, url, family } = source.dataSet;
    context.tell(`${name}: ${family.title}, published by ${family.publisher}`);
    context.tell(`  from ${url}`);
    context.tell(`  terms of use: ${family.terms}`);
    context.tell(`  more at ${family.page}`);
  }
}
