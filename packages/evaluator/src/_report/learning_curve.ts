import { ArtifactError } from "@kindred/core";
import { type Artifact, RUN_FILES } from "@kindred/core/artifact";
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** The training loss of one epoch. */
export interface EpochLoss {
  /** Which epoch, 1-based. */
  epoch: number;
  /** Mean loss, in nats per labelled pair. */
  meanLoss: number;
}

/**
 * Reads the loss of each epoch of a run; none where the run keeps no curve.
 *
 * @throws {ArtifactError} If a line has no epoch or no loss.
 */
export async function readLearningCurve(run: Artifact): Promise<EpochLoss[]> {
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
    const found = { epoch: cell("epoch"), meanLoss: cell("mean_loss") };
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
