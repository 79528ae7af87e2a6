import { checkWritable } from "@kindred/core/artifact";
import { stat } from "node:fs/promises";
import { join } from "node:path";

/** The stages of a pipeline, in order: the names of their folders. */
export const STAGES = ["catalogue", "split", "run", "report", "model"] as const;

/** One of {@linkcode STAGES}. */
export type Stage = typeof STAGES[number];

/** Returns the folder of each stage within `out`. */
export function stageDirectories(out: string): Record<Stage, string> {
  return Object.fromEntries(
    STAGES.map((stage) => [stage, join(out, stage)]),
  ) as Record<Stage, string>;
}

/**
 * Refuses a pipeline, before any work, that would end at a folder which it may
 * not replace: one that is not Kindred's, or, without `force`, one that stands
 * behind a stage that must be made.
 *
 * @throws {ArtifactError} If there is one.
 */
export async function checkStageDirectories(
  directories: Record<Stage, string>,
  force: boolean,
): Promise<void> {
  let mustBeMade = false;
  for (const stage of STAGES) {
    const directory = directories[stage];
    const exists = await stat(directory).then(() => true, () => false);
    if (!exists) mustBeMade = true;
    else await checkWritable(directory, { force: force || !mustBeMade });
  }
}
