import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** How long a training took, or has taken so far. */
export interface TrainingTime {
  /** Seconds, over all sittings. */
  seconds: number;
  /** What computed last, in words. */
  engine: string;
  /** sha256 of the run's manifest; null while there is only a checkpoint. */
  run: string | null;
}

/**
 * How long trainings took, in a file beside the runs: artifacts hold no times. It
 * is written with each checkpoint, so that a training that is interrupted, or
 * killed, goes on counting from what its checkpoint had cost.
 */
export class TrainingTimes {
  readonly #path: string;
  readonly #times: Record<string, TrainingTime>;

  /**
   * Reads the file; without one that can be read, nothing is known.
   *
   * @param path The file, in a folder that exists when a time is noted.
   */
  constructor(path: string) {
    this.#path = path;
    this.#times = readTimes(path);
  }

  /** Returns what is known of a training, by its experiment's name. */
  of(name: string): TrainingTime | null {
    return Object.hasOwn(this.#times, name) ? this.#times[name]! : null;
  }

  /** Notes how long a training took, in the file too. */
  note(name: string, time: TrainingTime): void {
    this.#times[name] = time;
    const unfinished = `${this.#path}.partial`;
    writeFileSync(unfinished, JSON.stringify(this.#times, null, 2) + "\n");
    renameSync(unfinished, this.#path);
  }
}

function readTimes(path: string): Record<string, TrainingTime> {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return {};
  }
}
