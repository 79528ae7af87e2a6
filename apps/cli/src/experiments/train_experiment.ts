import {
  type Artifact,
  isUpToDate,
  openArtifact,
} from "@kindred/core/artifact";
import {
  type EngineSelection,
  resolveTrainOptions,
  trainPlan,
  trainSplit,
} from "@kindred/trainer";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { CommandContext } from "../define_command.ts";
import type { StageResult } from "../pipeline/run_pipeline.ts";
import { engineLine } from "../terminal/engine_line.ts";
import { epochLine } from "../terminal/epoch_line.ts";
import { type Experiment, trainOptionsOf } from "./experiments.ts";
import type { ReproduceOptions } from "./reproduce.ts";
import type { ReproductionPlaces } from "./reproduction_places.ts";
import { runStage } from "./run_stage.ts";
import type { TrainingTime, TrainingTimes } from "./training_times.ts";

/** What all experiments of a reproduction share. */
export interface ExperimentBench {
  /** The split that they are trained on and judged by. */
  split: Artifact;
  /** Where everything is. */
  places: ReproductionPlaces;
  /** What was asked for. */
  options: ReproduceOptions;
  /** What trains. */
  selection: EngineSelection;
  /** How long trainings took. */
  times: TrainingTimes;
  /** Where to tell of it. */
  context: CommandContext;
}

/** An experiment that is trained. */
export interface TrainedExperiment {
  /** The experiment. */
  experiment: Experiment;
  /** Its run. */
  run: Artifact;
  /** How long its training took; null where nobody knows any more. */
  time: TrainingTime | null;
  /** Whether and how long it was trained now. */
  stage: StageResult;
}

/**
 * Trains an experiment, unless its run is there. A training that was interrupted
 * goes on from its checkpoint.
 *
 * @param experiment What to train.
 * @param bench What it shares with the others.
 * @throws {TrainingDivergedError} If it cannot be trained; or whatever `trainSplit`
 * throws.
 */
export async function trainExperiment(
  experiment: Experiment,
  bench: ExperimentBench,
): Promise<TrainedExperiment> {
  const { split, places, options, selection, times, context } = bench;
  const { name } = experiment;
  const directory = places.runOf(name);
  const plan = trainPlan(split, directory, trainOptionsOf(experiment, options));
  const stage = await runStage({
    verb: `train ${name} on ${engineLine(selection)}`,
    directory,
    isCurrent: () => isUpToDate(directory, plan),
    make: () => trainTimed(experiment, bench),
  }, context);
  const run = await openArtifact(directory, "run");
  const time = times.of(name);
  return {
    experiment,
    run,
    time: time?.run === run.sha256 ? time : null,
    stage,
  };
}

async function trainTimed(
  experiment: Experiment,
  { split, places, options, selection, times, context }: ExperimentBench,
): Promise<void> {
  const { name } = experiment;
  const { tell, signal, onProgress } = context;
  const { force, threads } = options;
  const trainOptions = trainOptionsOf(experiment, options);
  const { epochs } = resolveTrainOptions(trainOptions);
  const out = places.runOf(name);
  await mkdir(dirname(places.times), { recursive: true });

  const start = performance.now();
  let before = 0;
  const note = (run: string | null): void =>
    times.note(name, {
      seconds: before + (performance.now() - start) / 1000,
      engine: engineLine(selection),
      run,
    });
  await trainSplit(split.directory, out, {
    ...trainOptions,
    ...threads === undefined ? {} : { threads },
    force,
    resume: "resume-or-restart",
    onResume({ epoch }) {
      tell(`  going on in epoch ${epoch}`);
      before = times.of(name)?.seconds ?? 0;
    },
    onSaved(saved) {
      note(null);
      if (signal.aborted) {
        tell(`  saved in ${saved}; reproduce goes on from there`);
      }
    },
    onEpoch(report) {
      const line = epochLine(report, epochs);
      if (line !== null) tell(`  ${line}`);
    },
    onProgress,
    signal,
  });
  note((await openArtifact(out, "run")).sha256);
}
