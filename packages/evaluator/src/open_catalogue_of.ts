import { ArtifactError } from "@kindred/core";
import { type Artifact, openInput } from "@kindred/core/artifact";

/**
 * Opens the catalogue that a split was made from; null where it was made from
 * none.
 *
 * @param split The opened split.
 * @param directory The catalogue's folder, if it was moved.
 * @param isOptional Whether null shall stand for one that is missing, too, where
 * no folder was named.
 * @throws {ArtifactError} If it is missing, damaged, or another one.
 */
export async function openCatalogueOf(
  split: Artifact,
  directory: string | undefined,
  isOptional: boolean,
): Promise<Artifact | null> {
  const has = split.manifest.inputs.some(({ kind }) => kind === "catalogue");
  if (!has && directory === undefined) return null;
  try {
    return await openInput(split, "catalogue", directory);
  } catch (error) {
    const mayLack = isOptional && directory === undefined;
    if (mayLack && error instanceof ArtifactError) return null;
    throw error;
  }
}
