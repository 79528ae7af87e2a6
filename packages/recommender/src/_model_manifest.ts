import { ArtifactError, ArtifactVersionError } from "@kindred/core";
import { type ModelSource, pathIn, sizeIn } from "./sources/model_source.ts";

/** What is needed of a model's manifest. */
export interface ModelManifest {
  formatVersion: number;
  software: string;
  counts: Record<string, number>;
  files: Record<string, { bytes: number }>;
}

/** The format of model folders that this release reads. */
const FORMAT = 2;

/** The manifest's name in its folder. */
export const MANIFEST = "manifest.json";

/**
 * Reads the manifest of a model.
 *
 * @param source Where the model is.
 * @throws {ArtifactError} If it is missing, none of a model, or of an older format.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export async function readManifest(
  source: ModelSource,
): Promise<{ manifest: ModelManifest; sha256: string }> {
  const path = pathIn(source, MANIFEST);
  const bytes = await source.read(MANIFEST, 0, await sizeIn(source, MANIFEST));
  const complaint = (wanted: string, found: string) =>
    new ArtifactError(`Cannot read "${path}": ${wanted}, got ${found}`, path);
  let value: Partial<ModelManifest> & { kind?: unknown } | null;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw complaint("it must be JSON", (cause as Error).message);
  }
  if (value?.kind !== "model") {
    throw complaint("it must be a model's", `a ${value?.kind ?? "value"}'s`);
  }
  const { formatVersion, counts, files } = value;
  if (typeof formatVersion !== "number" || !counts || !files) {
    throw complaint(
      "it must name a format version, counts and files",
      "other JSON",
    );
  }
  if (formatVersion > FORMAT) {
    throw new ArtifactVersionError(path, formatVersion, FORMAT);
  }
  if (formatVersion < FORMAT) {
    throw complaint(
      `models must be of format ${FORMAT}`,
      `format ${formatVersion}; write it again with: kindred export RUN --out MODEL --force`,
    );
  }
  return {
    manifest: { software: "", ...value, formatVersion, counts, files },
    sha256: hexOf(
      await crypto.subtle.digest("SHA-256", bytes as Uint8Array<ArrayBuffer>),
    ),
  };
}

/**
 * Checks that a manifest lists a file.
 *
 * @throws {ArtifactError} If it does not.
 */
export function expectFile(
  source: ModelSource,
  { files }: ModelManifest,
  name: string,
): void {
  if (Object.hasOwn(files, name)) return;
  const path = pathIn(source, name);
  throw new ArtifactError(
    `Cannot read "${path}": a model's manifest must list it, got ${
      Object.keys(files).join(", ") || "no files"
    }`,
    path,
  );
}

/**
 * Returns what a manifest counts, a whole number >= 1.
 *
 * @throws {ArtifactError} If it does not.
 */
export function expectCount(
  source: ModelSource,
  { counts }: ModelManifest,
  name: string,
): number {
  const count = counts[name];
  if (Number.isSafeInteger(count) && count! >= 1) return count!;
  const path = pathIn(source, MANIFEST);
  throw new ArtifactError(
    `Cannot read "${path}": a model's manifest must count its ${name}, a whole number >= 1, got ${count}`,
    path,
  );
}

function hexOf(bytes: ArrayBuffer): string {
  return Array.from(
    new Uint8Array(bytes),
    (byte) => byte.toString(16).padStart(2, "0"),
  ).join("");
}
