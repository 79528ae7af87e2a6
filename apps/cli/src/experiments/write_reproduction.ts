import {
  type Artifact,
  type ArtifactPlan,
  inputEntry,
  type Manifest,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PagePlot } from "./page_plots.ts";
import type { Reproduction } from "./reproduction.ts";
import { reproductionMarkdown } from "./reproduction_markdown.ts";
import { reproductionPage } from "./reproduction_page.ts";
import { resultsCsv } from "./results_csv.ts";

/** Names of the files in the folder of a reproduction. */
export const REPRODUCTION_FILES = {
  /** A {@linkcode Reproduction} as JSON. */
  results: "results.json",
  /** The table: a line for each experiment. */
  table: "results.csv",
  /** The table, what was found, and what must be known to read it. */
  text: "results.md",
  /** The page to read: one file, offline. */
  page: "reproduction.html",
} as const;

/**
 * Returns what identifies a reproduction before it is written.
 *
 * @param comparison The experiments that were trained, side by side.
 * @param reproduction What they came to.
 * @param out Its folder.
 */
export function reproductionPlan(
  comparison: Artifact,
  { results, diverged }: Reproduction,
  out: string,
): ArtifactPlan {
  return {
    kind: "reproduction",
    options: {
      experiments: results.map(({ experiment }) => experiment.name),
      diverged: diverged.map(({ name }) => name),
    },
    inputs: [inputEntry(comparison, out)],
  };
}

/**
 * Writes what the experiments came to. A reproduction that is there is replaced:
 * everything in it comes from the folders that it names.
 *
 * @param out Its folder.
 * @param plan What identifies it.
 * @param reproduction What to write.
 * @param plots Plots of the experiments side by side, for the page.
 * @throws {ArtifactError} If something else is at `out`.
 */
export async function writeReproduction(
  out: string,
  plan: ArtifactPlan,
  reproduction: Reproduction,
  plots: readonly PagePlot[],
): Promise<Manifest> {
  return await writeArtifact(out, plan, async (directory) => {
    const path = (file: keyof typeof REPRODUCTION_FILES): string =>
      join(directory, REPRODUCTION_FILES[file]);
    await writeJson(path("results"), reproduction);
    await writeFile(path("table"), resultsCsv(reproduction));
    await writeFile(path("text"), reproductionMarkdown(reproduction));
    await writeFile(path("page"), reproductionPage(reproduction, plots));
    return { ...reproduction.data, experiments: reproduction.results.length };
  }, { force: true });
}
