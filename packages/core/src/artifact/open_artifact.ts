import { stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { ArtifactError } from "../errors/artifact_error.ts";
import {
  type ArtifactKind,
  type Manifest,
  type ManifestInput,
  readManifest,
} from "./manifest.ts";
import { sameJson } from "./same_json.ts";
import { sha256OfFile } from "./sha256.ts";
import type { ArtifactPlan } from "./write_artifact.ts";

/** An artifact folder whose manifest was read and whose files have their sizes. */
export interface Artifact {
  /** The folder. */
  directory: string;
  /** Its manifest. */
  manifest: Manifest;
  /** sha256 of the manifest's file in hex: it stands for the whole artifact. */
  sha256: string;
}

/**
 * Opens an artifact folder.
 *
 * @param directory The folder.
 * @param kind What it must hold, or `"any"`.
 * @returns The folder with its manifest.
 * @throws {ArtifactError} If it is missing or of another kind, or if one of its
 * files is missing or has another size than its manifest says.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function openArtifact(
  directory: string,
  kind: ArtifactKind | "any",
): Promise<Artifact> {
  const { manifest, sha256 } = await readManifest(directory);
  if (kind !== "any" && manifest.kind !== kind) {
    throw new ArtifactError(
      `Cannot read "${directory}": it must hold a ${kind}, got a ${manifest.kind}`,
      directory,
    );
  }
  for (const [name, { bytes }] of Object.entries(manifest.files)) {
    const path = join(directory, name);
    const found = await stat(path).then(({ size }) => size, () => null);
    if (found !== bytes) {
      throw new ArtifactError(
        `Cannot read "${path}": it must have ${bytes} bytes, got ${
          found === null ? "no such file" : `${found}`
        }`,
        path,
      );
    }
  }
  return { directory, manifest, sha256 };
}

/**
 * Reads every file of an artifact and compares it with its manifest.
 *
 * @param artifact The opened artifact.
 * @throws {ArtifactError} If a file's content is not what was written.
 */
export async function verifyArtifact(artifact: Artifact): Promise<void> {
  for (const [name, expected] of Object.entries(artifact.manifest.files)) {
    const path = join(artifact.directory, name);
    const found = await sha256OfFile(path);
    if (found !== expected.sha256) {
      throw new ArtifactError(
        `Cannot trust "${path}": its sha256 must be ${expected.sha256}, got ${found}`,
        path,
      );
    }
  }
}

/**
 * Returns the entry that names `artifact` in the manifest of what is made of it.
 *
 * @param artifact What is read.
 * @param out The folder that will be written.
 * @returns The entry; its path leads from `out` to the artifact.
 */
export function inputEntry(artifact: Artifact, out: string): ManifestInput {
  const path = relative(resolve(out), resolve(artifact.directory));
  return {
    kind: artifact.manifest.kind,
    path: path.split(sep).join("/"),
    sha256: artifact.sha256,
  };
}

/**
 * Opens the artifact that another one was made from.
 *
 * @param artifact What was made.
 * @param kind The kind of input wanted.
 * @param directory Where it is now, if it was moved. Default: where the
 * manifest says.
 * @returns The opened input.
 * @throws {ArtifactError} If it is gone, damaged, or not the one that was used.
 */
export async function openInput(
  artifact: Artifact,
  kind: ArtifactKind,
  directory?: string,
): Promise<Artifact> {
  const entry = artifact.manifest.inputs.find((input) => input.kind === kind);
  if (entry === undefined) {
    throw new ArtifactError(
      `Cannot read "${artifact.directory}": it must have been made from a ${kind}, got none in its manifest`,
      artifact.directory,
    );
  }
  const place = directory ??
    (isAbsolute(entry.path)
      ? entry.path
      : join(artifact.directory, entry.path));
  const input = await openArtifact(place, kind);
  if (input.sha256 !== entry.sha256) {
    throw new ArtifactError(
      `Cannot use "${place}": it must be the ${kind} that "${artifact.directory}" was made from, got another one`,
      place,
    );
  }
  return input;
}

/**
 * Returns whether the artifact at `directory` is whole and came from the same
 * inputs and options, so that making it again would give the same. The order of
 * the options does not matter; file contents are not read.
 *
 * @param directory The folder, which need not exist.
 * @param plan What would be written there.
 * @returns Whether it need not be made again.
 */
export async function isUpToDate(
  directory: string,
  plan: ArtifactPlan,
): Promise<boolean> {
  const artifact = await openArtifact(directory, plan.kind).catch(() => null);
  if (artifact === null) return false;
  const { options, inputs } = artifact.manifest;
  return sameJson(options, plan.options) && sameJson(inputs, plan.inputs);
}
