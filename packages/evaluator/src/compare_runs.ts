import { ArtifactError, type ItemModel } from "@kindred/core";
import {
  type Artifact,
  type ArtifactPlan,
  checkWritable,
  inputEntry,
  openArtifact,
  openInput,
  readItemModel,
  readSplit,
  writeArtifact,
  writeJson,
} from "@kindred/core/artifact";
import { basename, join, resolve } from "node:path";
import { type ComparedModels, compareModels } from "./compare_models.ts";
import {
  type EvaluateRunOptions,
  productsOf,
  relationsOf,
  reportOptions,
  type ReportPlanOptions,
} from "./evaluate_run.ts";
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

/** Names of the files in a comparison folder; each plot adds an SVG and its spec. */
export const COMPARISON_FILES = {
  /** The metrics of each run by its name, as JSON. */
  metrics: "metrics.json",
  /** The {@linkcode Comparison} as JSON. */
  comparison: "comparison.json",
  /** The page to read: one file, offline. */
  page: PAGE_FILE,
} as const;

/** What {@linkcode compareRuns} returns. */
export interface ComparedRuns<K extends number = 10> extends ComparedModels<K> {
  /** What each run is called, in their order. */
  names: string[];
  /** The comparison's folder, where `out` was given. */
  directory?: string;
}

/**
 * Returns the plan of a comparison artifact, to ask core's `isUpToDate` whether
 * it need be made.
 *
 * @param runs The runs to compare, the first of them first.
 * @param split The split that all were trained on.
 * @param options The comparison's folder, and what {@linkcode compareModels}
 * takes.
 */
export function comparisonPlan(
  runs: readonly Artifact[],
  split: Artifact,
  { out, ...options }: { out: string } & ReportPlanOptions,
): ArtifactPlan {
  return {
    kind: "comparison",
    options: {
      ...reportOptions(options),
      names: namesOf(runs.map(({ directory }) => directory)),
    },
    inputs: [...runs, split].map((input) => inputEntry(input, out)),
  };
}

/**
 * Judges several runs of one split beside each other, says which of their
 * differences are real, and writes a comparison artifact if asked to.
 *
 * @param directories Two or more folders of runs; the others are compared with
 * the first.
 * @param options As for a single run.
 * @throws {ArtifactError} If an artifact is missing, damaged, or of another split
 * than the first run, or `out` exists and may not be replaced: before any work.
 * @throws {RangeError} What {@linkcode compareModels} throws.
 * @throws The signal's reason, if it cancels the work; `out` is then as before.
 */
export async function compareRuns<K extends number = 10>(
  directories: readonly string[],
  options: EvaluateRunOptions<K> = {},
): Promise<ComparedRuns<K>> {
  const { out, plots, force = false, signal } = options;
  const names = namesOf(directories);
  const runs: Artifact[] = [];
  const models: { name: string; model: ItemModel }[] = [];
  for (const directory of directories) {
    runs.push(await openArtifact(directory, "run"));
  }
  for (const run of runs) expectSameSplit(runs[0]!, run);
  const splitArtifact = await openInput(runs[0]!, "split", options.split);
  if (out !== undefined) await checkWritable(out, { force });
  const isWritten = out !== undefined || plots !== undefined;
  const catalogue = await openCatalogueOf(
    splitArtifact,
    options.catalogue,
    !isWritten,
  );
  const split = await readSplit(splitArtifact);
  for (const [i, run] of runs.entries()) {
    models.push({ name: names[i]!, model: await readItemModel(run) });
  }
  const compared = await compareModels<K>(models, split, {
    ...options,
    slicesOf: await relationsOf(catalogue, split),
  });
  if (!isWritten) return { ...compared, names };

  const { reports, comparison } = compared;
  const source: ReportSource = {
    runs: await Promise.all(models.map(async ({ name, model }, i) => ({
      name,
      report: reports[i] as unknown as EvaluationReport<number>,
      learning: await readLearningCurve(runs[i]!),
      model,
      run: runs[i]!,
    }))),
    comparison,
    split,
    products: await productsOf(catalogue),
    inputs: [splitArtifact, ...catalogue === null ? [] : [catalogue]],
    signal,
  };
  if (out === undefined) {
    await writePlots(plots!, await drawPlots(source));
    return { ...compared, names };
  }
  const made = await makeReport(source);
  if (plots !== undefined) await writePlots(plots, made.plots);
  const { k, queryLimit, resamples } = options;
  const plan = comparisonPlan(runs, splitArtifact, {
    out,
    k,
    queryLimit,
    resamples,
  });
  await writeArtifact(out, plan, async (staging) => {
    await writeReport(staging, made);
    await writeJson(
      join(staging, COMPARISON_FILES.metrics),
      Object.fromEntries(
        reports.map((report, i) => [names[i], metricsOf(report)]),
      ),
    );
    await writeJson(join(staging, COMPARISON_FILES.comparison), comparison);
    return { ...reports[0]!.counts, runs: runs.length };
  }, { force });
  return { ...compared, names, directory: out };
}

function expectSameSplit(first: Artifact, other: Artifact): void {
  const splitOf = ({ manifest }: Artifact) =>
    manifest.inputs.find(({ kind }) => kind === "split")?.sha256;
  if (splitOf(first) === splitOf(other)) return;
  throw new ArtifactError(
    `Cannot compare "${other.directory}" with "${first.directory}": both must be trained on the same split, got two`,
    other.directory,
  );
}

/**
 * What runs are called: the ends of their paths, as long as it takes to tell
 * them apart. Folders of a pipeline are all called `run`.
 */
function namesOf(directories: readonly string[]): string[] {
  const paths = directories.map((directory) =>
    resolve(directory).split(/[\\/]/).filter((part) => part !== "")
  );
  const longest = Math.max(1, ...paths.map((path) => path.length));
  for (let parts = 1; parts <= longest; parts++) {
    const names = paths.map((path) => path.slice(-parts).join("/"));
    if (new Set(names).size === names.length) return names;
  }
  return directories.map((directory, i) =>
    `${i + 1} ${basename(resolve(directory))}`
  );
}
