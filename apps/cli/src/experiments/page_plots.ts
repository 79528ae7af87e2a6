import type { Artifact } from "@kindred/core/artifact";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A plot of the experiments side by side. */
export interface PagePlot {
  /** What it shows, in a few words. */
  title: string;
  /** The plot as SVG, on white. */
  svg: string;
}

/** The plots of a comparison that show the method's effects. */
const PLOTS: Readonly<Record<string, string>> = {
  "learning.svg": "Learning curves",
  "precision_recall.svg": "Precision against recall",
  "threshold.svg": "Precision and recall against the threshold",
};

/**
 * Reads the plots of a comparison that show the method's effects, as far as it has
 * them.
 *
 * @param comparison The opened comparison.
 */
export async function readPagePlots(
  { directory, manifest }: Artifact,
): Promise<PagePlot[]> {
  const files = Object.keys(PLOTS).filter((file) => file in manifest.files);
  return await Promise.all(files.map(async (file) => ({
    title: PLOTS[file]!,
    svg: await readFile(join(directory, file), "utf8"),
  })));
}
