import { join } from "node:path";
import type { ExperimentData } from "./find_data.ts";

/** Where everything of a reproduction is. */
export interface ReproductionPlaces {
  /** The catalogue's folder, where the data is a source. */
  catalogue: string;
  /** The split's folder: the data itself where it is one. */
  split: string;
  /** The run's folder of an experiment, by its name. */
  runOf(name: string): string;
  /** The file that holds how long trainings took. */
  times: string;
  /** The folder of the runs' evaluation, side by side. */
  comparison: string;
  /** The folder of what came of all of them. */
  reproduction: string;
}

/**
 * Returns the places of a reproduction.
 *
 * @param data What the experiments are made on.
 * @param out The folder of the whole.
 */
export function placesOf(
  data: ExperimentData,
  out: string,
): ReproductionPlaces {
  return {
    catalogue: join(out, "catalogue"),
    split: data.kind === "split" ? data.artifact.directory : join(out, "split"),
    runOf: (name) => join(out, "runs", name),
    times: join(out, "training_times.json"),
    comparison: join(out, "comparison"),
    reproduction: join(out, "reproduction"),
  };
}
