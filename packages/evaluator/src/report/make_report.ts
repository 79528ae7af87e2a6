import { createPause } from "../_pause.ts";
import type { Product } from "@kindred/core";
import type { Artifact, Split } from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { itemsWithNeighbours, neighbourLists } from "../neighbour_lists.ts";
import type { Comparison } from "../intervals/compare_scorers.ts";
import { CURVE_TABLES, curveTables } from "./curve_tables.ts";
import { exampleNeighbours } from "./example_neighbours.ts";
import { itemMaps } from "./map/item_map.ts";
import { reportHtml } from "./page/report_html.ts";
import { type ReportPlots, reportPlots } from "./plots/report_plots.ts";
import { writePlots } from "./plots/write_plots.ts";
import type { ReportedRun } from "./reported_run.ts";
import { showItem } from "./show_item.ts";

/** What a report is made of. */
export interface ReportSource {
  /** The runs, at least one, each called otherwise, all of one split. */
  runs: readonly ReportedRun[];
  /** Which differences of several runs are real. Default: nobody tested them. */
  comparison?: Comparison | null;
  /** The split of all runs. */
  split: Split;
  /** What the catalogue says of each row; null where there is none. */
  products: readonly Product[] | null;
  /** What the runs were made from, as far as it was opened. */
  inputs: readonly Artifact[];
  /** Which items the map shows, a whole number in `[0, 2^53)`. Default 0. */
  seed?: number;
  /** Cancels the work. Default never. */
  signal?: AbortSignal | undefined;
}

/** A report, whole but not written. */
export interface Report {
  /** The page: one file that needs no other. */
  page: string;
  /** Its plots, drawn. */
  plots: ReportPlots;
  /** Its CSV files by name: {@linkcode CURVE_TABLES}. */
  tables: Record<string, string>;
}

/** Name of the page. */
export const PAGE_FILE = "report.html";

/**
 * Draws the plots of some runs, the map of their items among them. Lets the event
 * loop turn between pieces of work.
 *
 * @param source The runs; see {@linkcode ReportSource}.
 * @throws The signal's reason, if it cancels the work.
 */
export async function drawPlots(source: ReportSource): Promise<ReportPlots> {
  const { runs, split, products, seed = 0, signal } = source;
  const pause = createPause(signal);
  const known = neighbourLists(split.train, split.itemCount);
  const maps = await itemMaps(runs, {
    trained: itemsWithNeighbours(known),
    products,
    seed,
    pause,
  });
  return await reportPlots(runs, maps, pause);
}

/**
 * Makes the report of one run, or of several beside each other.
 *
 * @param source The runs; see {@linkcode ReportSource}.
 * @throws The signal's reason, if it cancels the work.
 */
export async function makeReport(source: ReportSource): Promise<Report> {
  const { runs, comparison = null, split, products, inputs } = source;
  const plots = await drawPlots(source);
  return {
    plots,
    tables: curveTables(runs),
    page: reportHtml({
      runs,
      comparison,
      plots,
      examples: exampleNeighbours(runs, split, products),
      inputs,
      itemName: (row) => showItem(products, row).name,
    }),
  };
}

/**
 * Writes a report: the page, the CSV files, the plots and their specs.
 *
 * @param directory A folder that is there; files of the same name are replaced.
 * @param report The report.
 */
export async function writeReport(
  directory: string,
  { page, plots, tables }: Report,
): Promise<void> {
  await writePlots(directory, plots);
  for (const file of CURVE_TABLES) {
    await writeFile(join(directory, file), tables[file]!);
  }
  await writeFile(join(directory, PAGE_FILE), page);
}
