import { ArtifactError } from "@kindred/core";
import { type Artifact, RUN_FILES } from "@kindred/core/artifact";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A point of a run's learning curve. */
export interface LearningPoint {
  /** Epochs done, 1.5 in the middle of the second. */
  epoch: number;
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
    const cell = (name: string): number =>
      Number.parseFloat(cells[names.indexOf(name)] ?? "");
    const rocAuc = cell("validation_roc_auc");
    const found = {
      epoch: cell("epoch"),
      meanLoss: cell("mean_loss"),
      rocAuc: Number.isFinite(rocAuc) ? rocAuc : null,
    };
    if (!Number.isFinite(found.epoch) || !Number.isFinite(found.meanLoss)) {
      throw new ArtifactError(
        `Cannot read "${path}": line ${
          index + 2
        } must have an epoch and a mean_loss, got "${line}"`,
        path,
      );
    }
    return found;
  });
}
