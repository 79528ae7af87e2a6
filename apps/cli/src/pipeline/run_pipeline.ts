import {
  type ArtifactPlan,
  CATALOGUE_FILES,
  isUpToDate,
  openArtifact,
  readJson,
} from "@kindred/core/artifact";
import {
  evaluateRun,
  type EvaluationMetrics,
  evaluationPlan,
  REPORT_FILES,
  type ReportPlanOptions,
} from "@kindred/evaluator";
import { exportPlan, exportRun } from "@kindred/exporter";
import {
  ingestCatalogue,
  type IngestOptions,
  type IngestReport,
  isIngested,
} from "@kindred/ingest";
import {
  splitCatalogue,
  type SplitCatalogueOptions,
  splitPlan,
} from "@kindred/sampler";
import {
  optionsOn,
  resolveTrainOptions,
  selectEngineFor,
  trainPlan,
  trainSplit,
  type TrainSplitOptions,
} from "@kindred/trainer";
import { join } from "node:path";
import type { CommandContext } from "../define_command.ts";
import { engineLine } from "../terminal/engine_line.ts";
import { epochLine } from "../terminal/epoch_line.ts";
import { formatDuration } from "../terminal/format.ts";
import { ingestSummary } from "../terminal/ingest_summary.ts";
import {
  checkStageDirectories,
  type Stage,
  stageDirectories,
} from "./stage_directories.ts";

/** Settings of {@linkcode runPipeline}. */
export interface PipelineOptions {
  /** How to read. */
  ingest: IngestOptions;
  /** How to split. */
  split: SplitCatalogueOptions;
  /** How to train. */
  train: TrainSplitOptions;
  /** How to evaluate. */
  evaluate: ReportPlanOptions;
  /** Whether stages made with other options may be replaced. */
  force: boolean;
}

/** What one stage came to. */
export interface StageResult {
  /** Its folder. */
  directory: string;
  /** Whether it was made now; false where what was there is still right. */
  made: boolean;
  /** How long it took, in seconds. */
  seconds: number;
}

/** What a pipeline came to. */
export interface PipelineResult {
  /** Each stage. */
  stages: Record<Stage, StageResult>;
  /** What was read and skipped. */
  ingest: IngestReport;
  /** How good the model is. */
  metrics: EvaluationMetrics<number>;
}

/**
 * Runs all stages, from source files to a model folder, each in a folder of its
 * own within `out`. A stage whose inputs and options are those of the folder
 * that is there is not done again.
 *
 * @throws {ArtifactError} If a folder is in the way, before any work; or
 * whatever a stage throws.
 */
export async function runPipeline(
  sources: readonly string[],
  out: string,
  options: PipelineOptions,
  context: CommandContext,
): Promise<PipelineResult> {
  // Everything that can be refused is refused before the first stage.
  const { epochs } = resolveTrainOptions(options.train);
  const selection = selectEngineFor(options.train);
  const train = {
    ...options.train,
    ...optionsOn(selection.engine, options.train),
  };
  const directories = stageDirectories(out);
  await checkStageDirectories(directories, options.force);

  const { force } = options;
  const { onProgress, signal, tell } = context;
  const stages: Partial<Record<Stage, StageResult>> = {};
  const stage = async (
    name: Stage,
    verb: string,
    isCurrent: (directory: string) => Promise<boolean>,
    make: (directory: string) => Promise<unknown>,
  ): Promise<void> => {
    signal.throwIfAborted();
    const directory = directories[name];
    const start = performance.now();
    const made = !await isCurrent(directory);
    if (made) {
      tell(`${verb} → ${directory}`);
      await make(directory);
    }
    const seconds = (performance.now() - start) / 1000;
    tell(
      made
        ? `  done in ${formatDuration(seconds)}`
        : `${verb}: unchanged, ${directory} is kept`,
    );
    stages[name] = { directory, made, seconds };
  };

  await stage(
    "catalogue",
    "ingest",
    (directory) => isIngested(sources, directory, options.ingest),
    (directory) =>
      ingestCatalogue(sources, directory, {
        ...options.ingest,
        force,
        onProgress,
        signal,
      }),
  );
  const ingest = await readJson(
    join(directories.catalogue, CATALOGUE_FILES.report),
  ) as IngestReport;
  for (const line of ingestSummary(ingest)) tell("  " + line);

  const catalogue = await openArtifact(directories.catalogue, "catalogue");
  await stage(
    "split",
    "split",
    follows(splitPlan(catalogue, directories.split, options.split)),
    (directory) =>
      splitCatalogue(directories.catalogue, directory, {
        ...options.split,
        force,
        signal,
      }),
  );

  const split = await openArtifact(directories.split, "split");
  await stage(
    "run",
    `train on ${engineLine(selection)}`,
    follows(trainPlan(split, directories.run, train)),
    (directory) =>
      trainSplit(directories.split, directory, {
        ...train,
        force,
        // A pipeline goes on where it was interrupted, as with whole stages.
        resume: "resume-or-restart",
        onResume: ({ epoch }) => tell(`  going on in epoch ${epoch}`),
        onSaved(saved) {
          if (signal.aborted) {
            tell(`  saved in ${saved}; run goes on from there`);
          }
        },
        onProgress,
        signal,
        onEpoch(report) {
          const line = epochLine(report, epochs);
          if (line !== null) tell(`  ${line}`);
        },
      }),
  );

  const run = await openArtifact(directories.run, "run");
  await stage(
    "report",
    "evaluate",
    follows(evaluationPlan(run, split, {
      out: directories.report,
      ...options.evaluate,
    })),
    (directory) =>
      evaluateRun(directories.run, {
        ...options.evaluate,
        out: directory,
        force,
        onProgress,
        signal,
      }),
  );

  const report = await openArtifact(directories.report, "report");
  await stage(
    "model",
    "export",
    follows(exportPlan(run, directories.model, report)),
    (directory) =>
      exportRun(directories.run, directory, {
        report: directories.report,
        force,
        signal,
      }),
  );

  const metrics = await readJson(
    join(directories.report, REPORT_FILES.metrics),
  ) as EvaluationMetrics<number>;
  return { stages: stages as Record<Stage, StageResult>, ingest, metrics };
}

/** Returns what tells whether a folder is what a plan would give. */
function follows(plan: ArtifactPlan): (directory: string) => Promise<boolean> {
  return (directory) => isUpToDate(directory, plan);
}
