import { KindredError } from "@kindred/core";
import {
  type Artifact,
  MANIFEST_NAME,
  openArtifact,
} from "@kindred/core/artifact";
import { stat } from "node:fs/promises";
import { join } from "node:path";

/** What experiments are made on. */
export type ExperimentData =
  | { kind: "source"; source: string }
  | { kind: "catalogue"; artifact: Artifact }
  | { kind: "split"; artifact: Artifact };

/**
 * Finds what a word of the command line means: the folder of a catalogue or of a
 * split, or else a source.
 *
 * @param word What was written.
 * @throws {ArtifactError} If it is a damaged artifact.
 * @throws {KindredError} If it is an artifact of another kind.
 */
export async function findData(word: string): Promise<ExperimentData> {
  const isArtifact = await stat(join(word, MANIFEST_NAME))
    .then(() => true, () => false);
  if (!isArtifact) return { kind: "source", source: word };
  const artifact = await openArtifact(word, "any");
  const { kind } = artifact.manifest;
  if (kind !== "catalogue" && kind !== "split") {
    throw new KindredError(
      `Cannot reproduce on "${word}": it must be a source, a catalogue or a split, got a ${kind}`,
    );
  }
  return { kind, artifact };
}
