import { ArtifactError } from "@kindred/core";
import { type Artifact, RUN_FILES } from "@kindred/core/artifact";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A point of a run's learning curve. */
export interface LearningPoint {
  /** Epochs done, 1.5 in the middle of the second. */
  epoch: number;
  /** Training pairs done, over all epochs; null where nobody counted. */
  pairs: number | null;
  /** Learning rate of the last step; null where there is none. */
  learningRate: number | null;
  /** Mean training loss since the point before. */
  meanLoss: number;
  /** ROC-AUC over a sample of the held-out pairs; null where there was none. */
  rocAuc: number | null;
}

/**
 * Reads the learning curve of a run; no point where the run keeps none.
 *
 * @throws {ArtifactError} If a line has no epoch or no loss.
 */
export async function readLearningCurve(
  run: Artifact,
): Promise<LearningPoint[]> {
  if (!(RUN_FILES.curve in run.manifest.files)) return [];
  const path = join(run.directory, RUN_FILES.curve);
  const [header, ...lines] = (await readFile(path, "utf8")).trim().split(
    /\r?\n/,
  );
  const names = header!.split(",");
  return lines.map((line, index) => {
    const cells = line.split(",");
    const cell = (name: string): number | null => {
      const value = Number.parseFloat(cells[names.indexOf(name)] ?? "");
      return Number.isFinite(value) ? value : null;
    };
    const epoch = cell("epoch");
    const meanLoss = cell("mean_loss");
    if (epoch === null || meanLoss === null) {
      throw new ArtifactError(
        `Cannot read "${path}": line ${
          index + 2
        } must have an epoch and a mean_loss, got "${line}"`,
        path,
      );
    }
    return {
      epoch,
      pairs: cell("pairs"),
      learningRate: cell("learning_rate"),
      meanLoss,
      rocAuc: cell("validation_roc_auc"),
    };
  });
}
