import { readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  ArtifactError,
  ArtifactVersionError,
} from "../errors/artifact_error.ts";
import { SOFTWARE } from "../software.ts";
import { sha256 } from "./sha256.ts";

/** Every kind of artifact and the format version that this release writes. */
export const FORMAT_VERSIONS = {
  catalogue: 2,
  split: 1,
  run: 2,
  checkpoint: 1,
  tuning: 1,
  report: 2,
  comparison: 1,
  reproduction: 1,
  model: 2,
} as const;

/** What an artifact folder holds. */
export type ArtifactKind = keyof typeof FORMAT_VERSIONS;

/** Anything that JSON can say. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | JsonValue[]
  | { [key: string]: JsonValue };

/** One thing that an artifact was made from. */
export interface ManifestInput {
  /** `source` for a file from outside, else the kind of the artifact. */
  kind: ArtifactKind | "source";
  /**
   * For an artifact its folder relative to the folder that was made from it,
   * with forward slashes; for a source its file name.
   */
  path: string;
  /** sha256 of the source file, or of the artifact's manifest, in hex. */
  sha256: string;
}

/** Size and content of one file of an artifact. */
export interface ManifestFile {
  /** Its length in bytes. */
  bytes: number;
  /** Its sha256 in hex. */
  sha256: string;
}

/** The `manifest.json` of an artifact folder. It holds no times: same work, same bytes. */
export interface Manifest {
  /** What the folder holds. */
  kind: ArtifactKind;
  /** Version of its file formats, from 1; a reader refuses a newer one. */
  formatVersion: number;
  /** What wrote it, such as `kindred 0.1.0`. */
  software: string;
  /** Every option as resolved, the seed among them. */
  options: Record<string, JsonValue>;
  /** What is in it: items, pairs, … */
  counts: Record<string, number>;
  /** What it was made from. */
  inputs: ManifestInput[];
  /** Each of its other files. */
  files: Record<string, ManifestFile>;
}

/** Name of the manifest in its folder. */
export const MANIFEST_NAME = "manifest.json";

/**
 * Returns a manifest as the text of its file: indented JSON, keys in the
 * manifest's own order, a final newline.
 *
 * @param manifest The manifest.
 */
export function encodeManifest(manifest: Manifest): string {
  return JSON.stringify(manifest, null, 2) + "\n";
}

/**
 * Reads and checks the manifest of a folder.
 *
 * @param directory The artifact's folder.
 * @returns The manifest, and the sha256 of its file in hex.
 * @throws {ArtifactError} If there is none, or it is no manifest.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function readManifest(
  directory: string,
): Promise<{ manifest: Manifest; sha256: string }> {
  const path = join(directory, MANIFEST_NAME);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read "${directory}": it must be a folder made by kindred, got no readable ${MANIFEST_NAME} in it`,
      path,
      { cause },
    );
  }
  const manifest = parseManifest(text, path);
  const supported = FORMAT_VERSIONS[manifest.kind];
  if (manifest.formatVersion > supported) {
    throw new ArtifactVersionError(
      directory,
      manifest.formatVersion,
      supported,
    );
  }
  return { manifest, sha256: sha256(text) };
}

function parseManifest(text: string, path: string): Manifest {
  let value: Partial<Manifest> | null;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new ArtifactError(
      `Cannot read "${path}": it must be JSON, got ${(cause as Error).message}`,
      path,
      { cause },
    );
  }
  const whole = typeof value === "object" && value !== null &&
    typeof value.kind === "string" &&
    Object.hasOwn(FORMAT_VERSIONS, value.kind) &&
    Number.isInteger(value.formatVersion) &&
    isRecord(value.options) && isRecord(value.counts) &&
    Array.isArray(value.inputs) && value.inputs.every(isRecord) &&
    isRecord(value.files) && Object.values(value.files).every(isRecord);
  if (!whole) {
    throw new ArtifactError(
      `Cannot read "${path}": a manifest must name a kind of artifact, a format version, options, counts, inputs and files, got other JSON`,
      path,
    );
  }
  return { software: SOFTWARE, ...value } as Manifest;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
