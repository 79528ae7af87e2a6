import type { TrainOptions } from "../train_options.ts";
import type { ArrayMaker } from "../work/train_kernels.ts";
import type { Work } from "../work/work.ts";

/** Where an engine computes. */
export type Device = "cpu" | "cuda";

/** Something that can train. All engines take the same steps in the same order. */
export interface TrainEngine {
  /** Its name: `simd`, `tensorflow`, `reference`. */
  readonly name: string;
  /** Where it computes. */
  readonly device: Device;
  /** How many threads compute at once. */
  readonly threads: number;
  /** What options of a training are on it where they are not given. Default nothing. */
  readonly defaults?: Pick<TrainOptions, "blockPairs">;
  /**
   * Begins a training. Several may be under way at once; they share nothing.
   */
  open(): TrainSession;
}

/** One training on an engine. */
export interface TrainSession {
  /** Makes the arrays that this session's work is on. */
  readonly arrays: ArrayMaker;
  /**
   * Makes ready for some work. Its arrays are changed by runs, and may be read by the
   * caller between two; what it changes itself it must say ({@linkcode noteChanges}).
   */
  start(work: Work): WorkRun;
  /**
   * Notes that the caller has changed arrays that some work is on, other than by a
   * run: a session that keeps copies makes them anew.
   */
  noteChanges(): void;
  /** Gives back what the session holds. A run that is under way fails. */
  close(): Promise<void>;
}

/** Work that an engine is ready to do. */
export interface WorkRun {
  /**
   * Does pieces of an epoch, one run at a time in a session.
   *
   * @param epoch Which epoch, 1-based.
   * @param from The first piece.
   * @param to The piece behind the last, >= `from`.
   * @returns The first piece that is not done: `to`, or less after
   * {@linkcode stop}.
   */
  run(epoch: number, from: number, to: number): Promise<number>;
  /** Ends a run that is under way after the pieces that are in work. */
  stop(): void;
  /** The first piece of the present run, or the last, that nobody has begun. */
  readonly taken: number;
}
