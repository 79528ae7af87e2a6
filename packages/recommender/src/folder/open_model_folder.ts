import { ArtifactError, MODEL_FILES } from "@kindred/core";
import {
  type Artifact,
  openArtifact,
  readJson,
  verifyArtifact,
} from "@kindred/core/artifact";
import { join } from "node:path";
import { createRecommender } from "../create_recommender.ts";
import type { Recommender } from "../recommender.ts";
import { readModelItems } from "./_read_model_items.ts";
import { resolveModelDirectory } from "./_resolve_model_directory.ts";
import { createNodeRuntime } from "./create_node_runtime.ts";

/** Settings of {@linkcode openModelFolder}. */
export interface OpenModelFolderOptions {
  /**
   * Whether to read every file and compare it with its sha256, which takes
   * about a second per GB. Sizes are always compared.
   *
   * @default false
   */
  verify?: boolean;
}

/** What no model can do without. */
const REQUIRED = ["embed", "score", "neighbours", "weights", "items"] as const;

/**
 * Opens a model folder. A folder of versions works too: where there is no
 * manifest but a text file `latest`, the version that it names is opened.
 *
 * @param directory The folder.
 * @param options See {@linkcode OpenModelFolderOptions}.
 * @returns A recommender; close it to free the model.
 * @throws {ArtifactError} If the folder is missing, is no model, or if one of
 * its files is missing, cut short or damaged; the error names the file.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function openModelFolder(
  directory: string,
  { verify = false }: OpenModelFolderOptions = {},
): Promise<Recommender> {
  const artifact = await openArtifact(
    await resolveModelDirectory(directory),
    "model",
  );
  const { manifest } = artifact;
  for (const part of REQUIRED) expectFile(artifact, MODEL_FILES[part]);
  const itemCount = expectCount(artifact, "items");
  const dimensions = expectCount(artifact, "dimensions");
  if (verify) await verifyArtifact(artifact);

  const path = (name: string) => join(artifact.directory, name);
  const items = await readModelItems(path(MODEL_FILES.items), itemCount);
  const metrics = Object.hasOwn(manifest.files, MODEL_FILES.metrics)
    ? await readJson(path(MODEL_FILES.metrics))
    : null;
  return createRecommender({
    items,
    runtime: await createNodeRuntime(artifact.directory),
    dimensions,
    software: manifest.software,
    sha256: artifact.sha256,
    metrics,
  });
}

function expectFile({ directory, manifest }: Artifact, name: string): void {
  if (Object.hasOwn(manifest.files, name)) return;
  const path = join(directory, name);
  throw new ArtifactError(
    `Cannot read "${path}": a model's manifest must list it, got ${
      Object.keys(manifest.files).join(", ") || "no files"
    }`,
    path,
  );
}

function expectCount({ directory, manifest }: Artifact, name: string): number {
  const count = manifest.counts[name];
  if (!Number.isSafeInteger(count) || count! < 1) {
    throw new ArtifactError(
      `Cannot read "${directory}": a model's manifest must count its ${name}, a whole number >= 1, got ${count}`,
      directory,
    );
  }
  return count!;
}
