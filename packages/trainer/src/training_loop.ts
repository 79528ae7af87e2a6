import { type LabelledPairs, TrainingDivergedError } from "@kindred/core";
import { rocAuc } from "@kindred/kernels";
import type { Checkpoint } from "./checkpoint.ts";
import { EarlyStopping } from "./early_stopping.ts";
import type { Learner, PiecesReport } from "./learners/learner.ts";
import type { CurvePoint, TrainHooks } from "./train_hooks.ts";
import type { ResolvedTrainOptions } from "./train_options.ts";

/** What {@linkcode runTraining} needs beside the learner. */
export interface TrainingRun {
  /** Every option. */
  options: ResolvedTrainOptions;
  /** Who watches. */
  hooks: TrainHooks;
  /** Training pairs of an epoch. */
  pairCount: number;
  /** Pairs that early stopping watches, where it is on. */
  watched: LabelledPairs | undefined;
  /** Pairs that the curve is drawn for. */
  validation: LabelledPairs | undefined;
}

/** Milliseconds between two looks at the clock and reports of progress. */
const LOOK_MS = 200;

/** The largest number that a vector may hold: beyond it nothing is learned any more. */
const LARGEST = 1e4;

/**
 * Trains to the end: epoch by epoch, a few points of the learning curve each. A
 * checkpoint may be taken behind any piece, so it never waits long.
 *
 * @param learner What learns; at the end it holds the result.
 * @param run What is wanted.
 * @throws {TrainingDivergedError} If a loss or a number is not finite, or too large.
 */
export async function runTraining(
  learner: Learner,
  run: TrainingRun,
): Promise<void> {
  const { options, hooks, pairCount } = run;
  const { signal, resume, onCheckpoint } = hooks;
  const { epochs } = options;
  const checkpointMs = 1000 * (hooks.checkpointSeconds ?? 60);
  const curve = [...resume?.curve ?? []];
  const stopping = new EarlyStopping(options.earlyStopping, resume?.best);
  if (resume !== undefined) learner.restore(resume.state);
  let { epoch, pieces: done } = resume ?? { epoch: 1, pieces: 0 };
  let savedAt = performance.now();

  const isDue = (): boolean =>
    signal?.aborted === true ||
    onCheckpoint !== undefined && performance.now() - savedAt >= checkpointMs;
  /** Saves where training stands, if it is time, and ends it if it is asked to. */
  const pauseIfDue = async (): Promise<void> => {
    if (!isDue()) return;
    await onCheckpoint?.(
      checkpointOf(learner, {
        epoch,
        pieces: done,
        curve,
        best: stopping.best,
      }),
    );
    savedAt = performance.now();
    signal?.throwIfAborted();
  };
  const abort = (): void => learner.stop();
  signal?.addEventListener("abort", abort);
  /** Pieces of the epoch under way; 0 while it is made ready. */
  let pieces = 0;
  const timer = setInterval(() => {
    if (isDue()) learner.stop();
    const share = pieces === 0 ? 0 : learner.taken / pieces;
    hooks.onProgress?.({
      task: "train",
      done: Math.round(pairCount * (epoch - 1 + share)),
      total: epochs * pairCount,
      unit: "pairs",
      note: progressNote(epoch, epochs, curve.at(-1)),
    });
  }, LOOK_MS);

  try {
    while (epoch <= epochs && !stopping.isOver(epoch - 1)) {
      const epochStart = performance.now();
      pieces = await learner.begin(epoch);
      if (resume?.epoch === epoch && resume.pieces > 0) {
        // What the epoch began with is not what it has come to by then.
        learner.restore(resume.state);
        restoreSums(learner, resume);
      }
      let legStart = 0;
      for (const legEnd of legEnds(pieces, options)) {
        const report = () => learner.report(epoch, legStart, legEnd);
        if (done < legEnd) {
          while (done < legEnd) {
            done = await learner.run(epoch, done, legEnd);
            if (done < legEnd) await pauseIfDue();
          }
          const { pairs } = learner.report(epoch, 0, legEnd);
          const pairsDone = (epoch - 1) * pairCount + pairs;
          const point = pointAt(learner, run, pairsDone, report());
          checkLoss(point, epoch, pairs);
          curve.push(point);
          hooks.onPoint?.(point);
          if (legEnd < pieces) await pauseIfDue();
        }
        legStart = legEnd;
      }
      const whole = learner.report(epoch, 0, pieces);
      checkNumbers(learner, epoch, whole);
      const last = curve.at(-1)!;
      hooks.onEpoch?.({
        epoch,
        pairs: whole.pairs,
        learningRate: whole.learningRate,
        meanLoss: meanLossOf(whole),
        hits: whole.hits,
        validationRocAuc: last.validationRocAuc,
        seconds: (performance.now() - epochStart) / 1000,
      });
      if (last.watchedRocAuc !== null) {
        stopping.note(epoch, last.watchedRocAuc, learner);
      }
      epoch++;
      pieces = 0;
      done = 0;
      await pauseIfDue();
    }
    if (stopping.best !== null) learner.restore(stopping.best.state);
  } finally {
    clearInterval(timer);
    signal?.removeEventListener("abort", abort);
  }
}

/** Returns where the points of an epoch are: behind which piece. */
function legEnds(
  pieces: number,
  { curvePoints, epochs }: ResolvedTrainOptions,
): number[] {
  const legs = Math.min(pieces, Math.ceil(curvePoints / epochs));
  return Array.from(
    { length: legs },
    (_, leg) => Math.round((leg + 1) * pieces / legs),
  );
}

function pointAt(
  learner: Learner,
  { pairCount, validation, watched }: TrainingRun,
  pairsDone: number,
  report: PiecesReport,
): CurvePoint {
  const rocAucOf = (pairs: LabelledPairs | undefined): number | null => {
    if (pairs === undefined) return null;
    const positives = pairs.label.reduce((sum, label) => sum + label, 0);
    if (positives === 0 || positives === pairs.label.length) return null;
    const scores = learner.logits(pairs.left, pairs.right);
    // Of numbers that are none there is no order; the loss tells.
    return scores.some(Number.isNaN) ? null : rocAuc(scores, pairs.label);
  };
  return {
    epoch: pairsDone / pairCount,
    pairs: pairsDone,
    learningRate: report.learningRate,
    meanLoss: meanLossOf(report),
    validationRocAuc: rocAucOf(validation),
    watchedRocAuc: rocAucOf(watched),
  };
}

/** Returns the mean loss; 0 of pieces in which there is no pair. */
function meanLossOf({ loss, lossCount }: PiecesReport): number {
  return lossCount === 0 ? 0 : loss / lossCount;
}

function checkpointOf(
  learner: Learner,
  position: Omit<Checkpoint, "state" | "sums">,
): Checkpoint {
  const sums = Object.fromEntries(
    Object.entries(learner.sums).map(([name, values]) => [name, [...values]]),
  );
  return { ...position, sums, state: learner.state() };
}

function restoreSums(learner: Learner, { sums }: Checkpoint): void {
  for (const [name, values] of Object.entries(learner.sums)) {
    values.set(sums[name]!);
  }
}

function checkLoss(
  { meanLoss }: CurvePoint,
  epoch: number,
  pairsDone: number,
): void {
  if (Number.isFinite(meanLoss)) return;
  throw new TrainingDivergedError({ epoch, pairsDone, meanLoss });
}

/** Looks at every number of the model: a loss is that before the last steps. */
function checkNumbers(
  learner: Learner,
  epoch: number,
  whole: PiecesReport,
): void {
  let largest = 0;
  for (const { values } of Object.values(learner.parameters())) {
    for (let i = 0; i < values.length; i++) {
      // NaN stays NaN.
      largest = Math.max(largest, Math.abs(values[i]!));
    }
  }
  if (largest <= LARGEST) return;
  throw new TrainingDivergedError({
    epoch,
    pairsDone: whole.pairs,
    meanLoss: meanLossOf(whole),
    largest,
  });
}

function progressNote(
  epoch: number,
  epochs: number,
  point: CurvePoint | undefined,
): string {
  const note = [`epoch ${Math.min(epoch, epochs)}/${epochs}`];
  if (point !== undefined) {
    note.push(`loss ${point.meanLoss.toFixed(4)}`);
    if (point.learningRate !== null) {
      note.push(`rate ${point.learningRate.toPrecision(3)}`);
    }
  }
  return note.join(", ");
}
