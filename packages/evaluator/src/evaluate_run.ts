import type { Product } from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  openArtifact,
  openInput,
  readCataloguePairs,
  readItemModel,
  readProducts,
  readSplit,
  type Split,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { basename, join, resolve } from "node:path";
import {
  DEFAULT_QUERY_LIMIT,
  DEFAULT_RESAMPLES,
  evaluateModel,
  type EvaluateOptions,
} from "./evaluate_model.ts";
import { type EvaluationReport, metricsOf } from "./evaluation_report.ts";
import { openCatalogueOf } from "./open_catalogue_of.ts";
import { readLearningCurve } from "./report/learning_curve.ts";
import {
  drawPlots,
  makeReport,
  PAGE_FILE,
  type ReportSource,
  writeReport,
} from "./report/make_report.ts";
import { writePlots } from "./report/plots/write_plots.ts";
import { relationMasks } from "./slices/relation_masks.ts";

/** Names of the files in a report folder; each plot adds an SVG and its spec. */
export const REPORT_FILES = {
  /** {@linkcode EvaluationMetrics} as JSON. */
  metrics: "metrics.json",
  /** The page to read: one file, offline. */
  page: PAGE_FILE,
} as const;

/** Settings of {@linkcode evaluateRun}. */
export interface EvaluateRunOptions<K extends number = 10>
  extends Omit<EvaluateOptions<K>, "slicesOf"> {
  /** Where to write the report. Default: nowhere. */
  out?: string | undefined;
  /** Whether a report already at `out` may be replaced. Default false. */
  force?: boolean | undefined;
  /**
   * Where to write the plots alone: a folder that is made if it is not there,
   * and in which files of the same name are replaced. Default: nowhere.
   */
  plots?: string | undefined;
  /** The split's folder, if it was moved. Default: where the run says. */
  split?: string | undefined;
  /** The catalogue's folder, if it was moved. Default: where the split says. */
  catalogue?: string | undefined;
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
  { out, ...options }: { out: string } & ReportPlanOptions,
): ArtifactPlan {
  return {
    kind: "report",
    options: reportOptions(options),
    inputs: [inputEntry(run, out), inputEntry(split, out)],
  };
}

/** What changes the content of a report. */
export type ReportPlanOptions = Pick<
  EvaluateOptions<number>,
  "k" | "queryLimit" | "resamples"
>;

/** Returns the options that a manifest keeps, every default filled in. */
export function reportOptions(
  {
    k = 10,
    queryLimit = DEFAULT_QUERY_LIMIT,
    resamples = DEFAULT_RESAMPLES,
  }: ReportPlanOptions,
): { k: number[]; queryLimit: number; resamples: number } {
  const ks = typeof k === "number" ? [k] : k;
  return {
    k: [...new Set(ks)].sort((a, b) => a - b),
    queryLimit,
    resamples,
  };
}

/**
 * Judges the model of a run by the held-out pairs of its split, and writes a
 * report artifact if asked to: metrics as JSON, curves as CSV, plots as SVG and
 * Vega-Lite, and a page to read.
 *
 * Each relation of the catalogue is a slice, and the page names items by title.
 * A split that was made from none has no such slices, and numbered items; a
 * catalogue that is missing is an error only where something is written.
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
  const { out, plots, force = false, signal } = options;
  const run = await openArtifact(runDirectory, "run");
  const splitArtifact = await openInput(run, "split", options.split);
  if (out !== undefined) await checkWritable(out, { force });
  const isWritten = out !== undefined || plots !== undefined;
  const catalogue = await openCatalogueOf(
    splitArtifact,
    options.catalogue,
    !isWritten,
  );
  const split = await readSplit(splitArtifact);
  const model = await readItemModel(run);
  const report = await evaluateModel<K>(model, split, {
    ...options,
    slicesOf: await relationsOf(catalogue, split),
  });
  if (!isWritten) return { report };

  const source: ReportSource = {
    runs: [{
      name: basename(resolve(runDirectory)),
      report: report as unknown as EvaluationReport<number>,
      learning: await readLearningCurve(run),
      model,
      run,
    }],
    split,
    products: await productsOf(catalogue),
    inputs: [splitArtifact, ...catalogue === null ? [] : [catalogue]],
    signal,
  };
  if (out === undefined) {
    await writePlots(plots!, await drawPlots(source));
    return { report };
  }
  const made = await makeReport(source);
  if (plots !== undefined) await writePlots(plots, made.plots);
  const { k, queryLimit, resamples } = options;
  const plan = evaluationPlan(run, splitArtifact, {
    out,
    k,
    queryLimit,
    resamples,
  });
  await writeArtifact(out, plan, async (staging) => {
    await writeReport(staging, made);
    const metrics = metricsOf(report);
    await writeJson(join(staging, REPORT_FILES.metrics), metrics);
    return { ...report.counts };
  }, { force });
  return { report, directory: out };
}

/** Returns what finds the slices by relation, where there is a catalogue. */
export async function relationsOf(
  catalogue: Artifact | null,
  { itemCount }: Split,
): Promise<EvaluateOptions["slicesOf"]> {
  if (catalogue === null) return undefined;
  const pairs = await readCataloguePairs(catalogue);
  return (judged) =>
    relationMasks(judged, pairs, itemCount) as Record<string, Uint8Array>;
}

/** Returns the products of a catalogue; null where there is none. */
export async function productsOf(
  catalogue: Artifact | null,
): Promise<Product[] | null> {
  return catalogue && await readProducts(catalogue);
}
