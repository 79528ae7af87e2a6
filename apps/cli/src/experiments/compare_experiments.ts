import {
  type Artifact,
  isUpToDate,
  openArtifact,
  readJson,
} from "@kindred/core/artifact";
import {
  compareRuns,
  COMPARISON_FILES,
  comparisonPlan,
  type EvaluationMetrics,
  type LearningPoint,
  readLearningCurve,
} from "@kindred/evaluator";
import { resolveTrainOptions } from "@kindred/trainer";
import { join } from "node:path";
import type { StageResult } from "../pipeline/run_pipeline.ts";
import { type ExperimentResult, figuresOf } from "./experiment_result.ts";
import { trainOptionsOf } from "./experiments.ts";
import type { DataSize } from "./reproduction.ts";
import { runStage } from "./run_stage.ts";
import type { ExperimentBench, TrainedExperiment } from "./train_experiment.ts";

/** Experiments that were judged side by side. */
export interface ComparedExperiments {
  /** What each came to. */
  results: ExperimentResult[];
  /** What they were made on. */
  data: DataSize;
  /** The comparison: metrics, plots and a page of all of them. */
  comparison: Artifact;
  /** Whether and how long it was made now. */
  stage: StageResult;
}

/**
 * Judges experiments side by side by the held-out pairs of their split, unless
 * that comparison is there. A comparison of others is replaced.
 *
 * @param trained The experiments, at least two.
 * @param bench What they share.
 * @throws Whatever `compareRuns` throws.
 */
export async function compareExperiments(
  trained: readonly TrainedExperiment[],
  { split, places, options, context }: ExperimentBench,
): Promise<ComparedExperiments> {
  const { evaluate, threads } = options;
  const out = places.comparison;
  const runs = trained.map(({ run }) => run);
  const plan = comparisonPlan(runs, split, { ...evaluate, out });
  const stage = await runStage({
    verb: "evaluate side by side",
    directory: out,
    isCurrent: () => isUpToDate(out, plan),
    make: () =>
      compareRuns(runs.map(({ directory }) => directory), {
        ...evaluate,
        threads,
        out,
        split: split.directory,
        force: true,
        onProgress: context.onProgress,
        signal: context.signal,
      }),
  }, context);

  const comparison = await openArtifact(out, "comparison");
  const metrics = await readJson(
    join(out, COMPARISON_FILES.metrics),
  ) as Record<string, EvaluationMetrics<10>>;
  const results = await Promise.all(
    trained.map(async ({ experiment, run, time }) => ({
      experiment,
      figures: figuresOf(metrics[experiment.name]!),
      curve: (await readLearningCurve(run)).filter(hasRocAuc),
      restartEpochs: resolveTrainOptions(trainOptionsOf(experiment, options))
        .restartEpochs,
      time,
    })),
  );
  const { items, trainPairs, pairs } =
    metrics[trained[0]!.experiment.name]!.counts;
  return { results, data: { items, trainPairs, pairs }, comparison, stage };
}

function hasRocAuc(
  point: LearningPoint,
): point is LearningPoint & { rocAuc: number } {
  return point.rocAuc !== null;
}
