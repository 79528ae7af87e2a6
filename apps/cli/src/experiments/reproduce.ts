import { TrainingDivergedError } from "@kindred/core";
import {
  type Artifact,
  isUpToDate,
  openArtifact,
} from "@kindred/core/artifact";
import {
  ingestCatalogue,
  type IngestOptions,
  isIngested,
} from "@kindred/ingest";
import { splitCatalogue, splitPlan } from "@kindred/sampler";
import { resolveTrainOptions, selectEngine } from "@kindred/trainer";
import type { CommandContext } from "../define_command.ts";
import type { StageResult } from "../pipeline/run_pipeline.ts";
import { tellTerms } from "../terminal/tell_terms.ts";
import { checkPlaces } from "./check_places.ts";
import { compareExperiments } from "./compare_experiments.ts";
import { type Experiment, trainOptionsOf } from "./experiments.ts";
import { type ExperimentData, findData } from "./find_data.ts";
import { readPagePlots } from "./page_plots.ts";
import {
  type DivergedExperiment,
  type Reproduction,
  reproductionOf,
} from "./reproduction.ts";
import { placesOf, type ReproductionPlaces } from "./reproduction_places.ts";
import { runStage } from "./run_stage.ts";
import { type TrainedExperiment, trainExperiment } from "./train_experiment.ts";
import { TrainingTimes } from "./training_times.ts";
import { reproductionPlan, writeReproduction } from "./write_reproduction.ts";

/** Settings of {@linkcode reproduce}. */
export interface ReproduceOptions {
  /** Which experiments, at least two. */
  experiments: readonly Experiment[];
  /** How a source is read. */
  ingest: IngestOptions;
  /** How runs are judged. */
  evaluate: { queryLimit: number; resamples: number };
  /** Seed of the split and of the trainings. */
  seed: number;
  /** Epochs of each training. Default: its recipe's. */
  epochs?: number;
  /** Threads that compute. Default: one a processor. */
  threads?: number;
  /** Whether stages made with other options may be replaced. */
  force: boolean;
}

/** What a reproduction came to, and how it was made. */
export interface Reproduced {
  /** What was found. */
  reproduction: Reproduction;
  /** Its folder. */
  directory: string;
  /** Each stage, by the name of its folder. */
  stages: Record<string, StageResult>;
}

/**
 * Makes the method's experiments, each in folders of its own within `out`, on one
 * split, and writes what they came to side by side. What is there already and was
 * made with the same inputs and options is not made again; a training that was
 * interrupted goes on from its checkpoint.
 *
 * An experiment that diverges does not end the others: it is told of, and tried
 * again at the next call.
 *
 * @param word A source, or the folder of a catalogue or of a split.
 * @param out Folder of the whole.
 * @param options See {@linkcode ReproduceOptions}.
 * @param context Where to tell of it, and what interrupts it.
 * @throws {ArtifactError} If a folder is in the way, before any work; or whatever
 * a stage throws.
 * @throws {TrainingDivergedError} If all but one experiment diverge.
 */
export async function reproduce(
  word: string,
  out: string,
  options: ReproduceOptions,
  context: CommandContext,
): Promise<Reproduced> {
  const { threads, experiments } = options;
  // Everything that can be refused is refused before the first stage.
  for (const experiment of experiments) {
    resolveTrainOptions(trainOptionsOf(experiment, options));
  }
  // The CPU's: the experiments are compared with each other, ALS among them.
  const selection = selectEngine(
    "cpu",
    threads === undefined ? {} : { threads },
  );
  const data = await findData(word);
  if (data.kind === "source") await tellTerms([data.source], context);
  const places = placesOf(data, out);
  await checkPlaces(data, places, options);

  const stages: Record<string, StageResult> = {};
  const split = await makeSplit(data, places, options, context, stages);
  const times = new TrainingTimes(places.times);
  const bench = { split, places, options, selection, times, context };
  const trained: TrainedExperiment[] = [];
  const diverged: DivergedExperiment[] = [];
  for (const experiment of experiments) {
    const { name } = experiment;
    try {
      const one = await trainExperiment(experiment, bench);
      stages[`runs/${name}`] = one.stage;
      trained.push(one);
    } catch (error) {
      if (!(error instanceof TrainingDivergedError)) throw error;
      context.tell(`  ${error.message}`);
      diverged.push({ name, error });
    }
  }
  // One alone is no comparison.
  if (trained.length < 2) throw diverged[0]!.error;

  const compared = await compareExperiments(trained, bench);
  stages["comparison"] = compared.stage;
  const { results, comparison } = compared;
  const reproduction = reproductionOf(results, diverged, compared.data);
  const directory = places.reproduction;
  const plan = reproductionPlan(comparison, reproduction, directory);
  stages["reproduction"] = await runStage({
    verb: "look for the method's effects",
    directory,
    isCurrent: () => isUpToDate(directory, plan),
    make: async () =>
      writeReproduction(
        directory,
        plan,
        reproduction,
        await readPagePlots(comparison),
      ),
  }, context);
  return { reproduction, directory, stages };
}

/** Returns the split: the data itself, or made of it. */
async function makeSplit(
  data: ExperimentData,
  places: ReproductionPlaces,
  { ingest, seed, force }: ReproduceOptions,
  context: CommandContext,
  stages: Record<string, StageResult>,
): Promise<Artifact> {
  if (data.kind === "split") return data.artifact;
  const { signal, onProgress } = context;
  if (data.kind === "source") {
    const sources = [data.source];
    const directory = places.catalogue;
    stages["catalogue"] = await runStage({
      verb: "ingest",
      directory,
      isCurrent: () => isIngested(sources, directory, ingest),
      make: () =>
        ingestCatalogue(sources, directory, {
          ...ingest,
          force,
          onProgress,
          signal,
        }),
    }, context);
  }
  const catalogue = data.kind === "catalogue"
    ? data.artifact
    : await openArtifact(places.catalogue, "catalogue");
  const directory = places.split;
  const plan = splitPlan(catalogue, directory, { seed });
  stages["split"] = await runStage({
    verb: "split",
    directory,
    isCurrent: () => isUpToDate(directory, plan),
    make: () =>
      splitCatalogue(catalogue.directory, directory, { seed, force, signal }),
  }, context);
  return await openArtifact(directory, "split");
}
