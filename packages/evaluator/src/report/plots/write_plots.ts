import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { onWhite } from "./render_svg.ts";
import type { ReportPlots } from "./report_plots.ts";

/**
 * Writes each plot as `NAME.svg`, on white, and its spec as `NAME.vl.json`. Files
 * of the same name are replaced.
 *
 * @param directory Where to; made if it is not there.
 * @param plots The plots.
 * @returns Names of the files, SVG and spec of each plot after each other.
 */
export async function writePlots(
  directory: string,
  plots: ReportPlots,
): Promise<string[]> {
  await mkdir(directory, { recursive: true });
  const names: string[] = [];
  for (const { file, spec, svg } of Object.values(plots).flat()) {
    await writeFile(join(directory, `${file}.svg`), onWhite(svg));
    const json = JSON.stringify(spec) + "\n";
    await writeFile(join(directory, `${file}.vl.json`), json);
    names.push(`${file}.svg`, `${file}.vl.json`);
  }
  return names;
}
