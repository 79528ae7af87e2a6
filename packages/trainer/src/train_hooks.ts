import type { OnProgress } from "@kindred/core";
import type { Checkpoint } from "./checkpoint.ts";
import type { TrainEngine } from "./engines/train_engine.ts";

/** A point of the learning curve. */
export interface CurvePoint {
  /** Epochs done, 1.5 in the middle of the second. */
  epoch: number;
  /** Training pairs done, over all epochs. */
  pairs: number;
  /** Learning rate of the last step; null where there is none. */
  learningRate: number | null;
  /**
   * Mean loss since the point before: in nats per labelled pair, or for squared
   * error and ALS what their error comes to; 0 where no pair was due.
   */
  meanLoss: number;
  /** ROC-AUC over at most 20,000 of the validation pairs; null without them. */
  validationRocAuc: number | null;
  /** ROC-AUC over the pairs set aside for early stopping; null without them. */
  watchedRocAuc: number | null;
}

/** What one epoch did. */
export interface EpochReport {
  /** Which epoch, 1-based. */
  epoch: number;
  /** Training pairs in it. */
  pairs: number;
  /** Learning rate of its last step; null where there is none. */
  learningRate: number | null;
  /** Mean loss of the epoch, in the unit of {@linkcode CurvePoint.meanLoss}. */
  meanLoss: number;
  /**
   * Negatives that as first drawn were their anchor or in a training pair with
   * it, whether they were masked or not; null where nobody counted.
   */
  hits: number | null;
  /** See {@linkcode CurvePoint.validationRocAuc}. */
  validationRocAuc: number | null;
  /** How long it took, in seconds. */
  seconds: number;
}

/** Who watches a training, and what it runs on. */
export interface TrainHooks {
  /** What does the work. Default: the best there is for the CPU. */
  engine?: TrainEngine;
  /**
   * Receives each point of the learning curve, as many as the option
   * `curvePoints` asks for. Default: nobody.
   */
  onPoint?: (point: CurvePoint) => void;
  /** Receives each epoch's report. Default: nobody. */
  onEpoch?: (report: EpochReport) => void;
  /** Receives the pairs done, over all epochs. Default: nobody. */
  onProgress?: OnProgress;
  /**
   * Whether accidental hits are counted for the reports, which takes time; where
   * they are masked they always are. Default false.
   */
  countHits?: boolean;
  /** Stops the training with the signal's reason. Default: never. */
  signal?: AbortSignal;
  /**
   * Receives where the training stands, every `checkpointSeconds` and when the
   * signal stops it; training goes on when its promise is kept. Default: nobody.
   */
  onCheckpoint?: (checkpoint: Checkpoint) => Promise<void>;
  /** Seconds between two checkpoints, >= 0. Default 60. */
  checkpointSeconds?: number;
  /**
   * Where to go on from. It must be of the same split and options, which is the
   * caller's to know. Default: from the beginning.
   */
  resume?: Checkpoint;
}
