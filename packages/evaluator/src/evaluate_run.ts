import type { ItemModel, OnProgress } from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  openArtifact,
  openInput,
  readItemModel,
  readProducts,
  readSplit,
  type Split,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { curveTables } from "./report/curve_tables.ts";
import { exampleNeighbours } from "./report/example_neighbours.ts";
import { readLearningCurve } from "./report/learning_curve.ts";
import { plotsOf } from "./report/plot_specs.ts";
import { renderSvg } from "./report/render_svg.ts";
import { reportHtml } from "./report/report_html.ts";
import {
  DEFAULT_QUERY_LIMIT,
  evaluateModel,
  type EvaluateOptions,
} from "./evaluate_model.ts";
import { type EvaluationReport, metricsOf } from "./evaluation_report.ts";

/** Names of the files in a report folder; each plot adds an SVG and its spec. */
export const REPORT_FILES = {
  /** {@linkcode EvaluationMetrics} as JSON. */
  metrics: "metrics.json",
  /** Columns scorer, false_positive_rate, true_positive_rate. */
  roc: "roc.csv",
  /** Columns scorer, threshold, precision, recall. */
  precisionRecall: "precision_recall.csv",
  /** The page to read: one file, offline. */
  page: "report.html",
} as const;

/** Settings of {@linkcode evaluateRun}. */
export interface EvaluateRunOptions<K extends number = 10>
  extends EvaluateOptions<K> {
  /** Where to write the report. Default: nowhere. */
  out?: string;
  /** Whether a report already at `out` may be replaced. Default false. */
  force?: boolean;
  /** The split's folder, if it was moved. Default: where the run says. */
  split?: string;
  /** The catalogue's folder, if it was moved. Default: where the split says. */
  catalogue?: string;
}

/** What {@linkcode evaluateRun} returns. */
export interface EvaluatedRun<K extends number = 10> {
  /** The metrics and curves. */
  report: EvaluationReport<K>;
  /** The report's folder, where `out` was given. */
  directory?: string;
}

/**
 * Returns the plan of a report artifact, to ask core's `isUpToDate` whether it
 * need be made.
 *
 * @param run The run to evaluate.
 * @param split The split that it was trained on.
 * @param options The report's folder, and what {@linkcode evaluateModel} takes.
 */
export function evaluationPlan(
  run: Artifact,
  split: Artifact,
  { out, k = 10, queryLimit = DEFAULT_QUERY_LIMIT }: {
    out: string;
    k?: number;
    queryLimit?: number;
  },
): ArtifactPlan {
  return {
    kind: "report",
    options: { k, queryLimit },
    inputs: [inputEntry(run, out), inputEntry(split, out)],
  };
}

/**
 * Judges the model of a run by the held-out pairs of its split, and writes a
 * report artifact if asked to: metrics as JSON, curves as CSV, plots as SVG and
 * Vega-Lite, and a page to read.
 *
 * The catalogue is opened only for the page, which names items by title; a split
 * that was made from none gets numbered items.
 *
 * @param runDirectory The run's folder.
 * @param options See {@linkcode EvaluateRunOptions}.
 * @throws {ArtifactError} If an artifact is missing, damaged or another than the
 * run was made from, or `out` exists and may not be replaced: before any work.
 * @throws {RangeError} What {@linkcode evaluateModel} throws.
 * @throws The signal's reason, if it cancels the work; `out` is then as before.
 */
export async function evaluateRun<K extends number = 10>(
  runDirectory: string,
  options: EvaluateRunOptions<K> = {},
): Promise<EvaluatedRun<K>> {
  const { out, force, k, queryLimit, onProgress, signal } = options;
  const run = await openArtifact(runDirectory, "run");
  const splitArtifact = await openInput(run, "split", options.split);
  if (out !== undefined) await checkWritable(out, { force });
  const catalogue = out === undefined
    ? null
    : await openCatalogue(splitArtifact, options.catalogue);
  const split = await readSplit(splitArtifact);
  const model = await readItemModel(run);
  const report = await evaluateModel(model, split, {
    k,
    queryLimit,
    onProgress,
    signal,
  });
  if (out === undefined) return { report };

  const plan = evaluationPlan(run, splitArtifact, {
    out,
    k: report.k,
    queryLimit,
  });
  await writeArtifact(out, plan, async (staging) => {
    await writeReportFiles(staging, {
      report: report as unknown as EvaluationReport<number>,
      model,
      split,
      artifacts: { run, split: splitArtifact, catalogue },
      onProgress,
      signal,
    });
    return { ...report.counts };
  }, { force });
  return { report, directory: out };
}

async function openCatalogue(
  split: Artifact,
  directory: string | undefined,
): Promise<Artifact | null> {
  const has = split.manifest.inputs.some(({ kind }) => kind === "catalogue");
  return has || directory !== undefined
    ? await openInput(split, "catalogue", directory)
    : null;
}

interface ReportContent {
  report: EvaluationReport<number>;
  model: ItemModel;
  split: Split;
  artifacts: { run: Artifact; split: Artifact; catalogue: Artifact | null };
  onProgress: OnProgress | undefined;
  signal: AbortSignal | undefined;
}

async function writeReportFiles(
  directory: string,
  content: ReportContent,
): Promise<void> {
  const { report, model, split, artifacts, signal } = content;
  const { run, catalogue } = artifacts;
  const write = async (name: string, text: string): Promise<void> =>
    await writeFile(join(directory, name), text, { flag: "wx" });

  await writeJson(join(directory, REPORT_FILES.metrics), metricsOf(report));
  const tables = curveTables(report);
  await write(REPORT_FILES.roc, tables.roc);
  await write(REPORT_FILES.precisionRecall, tables.precisionRecall);

  const plots = [];
  for (const plot of plotsOf(report, await readLearningCurve(run))) {
    signal?.throwIfAborted();
    await writeJson(join(directory, `${plot.file}.vl.json`), plot.spec);
    await write(`${plot.file}.svg`, await renderSvg(plot.spec));
    const transparent = { ...plot.spec, background: "transparent" };
    plots.push({ ...plot, svg: await renderSvg(transparent) });
  }
  const products = catalogue && await readProducts(catalogue);
  const page = reportHtml({
    report,
    plots,
    examples: exampleNeighbours(model, split, products),
    run,
    inputs: [artifacts.split, ...(catalogue ? [catalogue] : [])],
  });
  await write(REPORT_FILES.page, page);
}
