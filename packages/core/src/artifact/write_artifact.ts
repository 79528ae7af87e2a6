import { mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ArtifactError } from "../errors/artifact_error.ts";
import { SOFTWARE } from "../software.ts";
import {
  type ArtifactKind,
  encodeManifest,
  FORMAT_VERSIONS,
  type JsonValue,
  type Manifest,
  MANIFEST_NAME,
  type ManifestInput,
  readManifest,
} from "./manifest.ts";
import { sha256OfFile } from "./sha256.ts";

/** What is known of an artifact before the work begins. */
export interface ArtifactPlan {
  /** What the folder will hold. */
  kind: ArtifactKind;
  /** Every option as resolved. */
  options: Record<string, JsonValue>;
  /** What it is made from. */
  inputs: ManifestInput[];
}

/** Settings of {@linkcode writeArtifact}. */
export interface WriteArtifactOptions {
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
}

/**
 * Writes an artifact folder: `fill` puts the files into a folder beside `out`,
 * which then gets its manifest and is renamed into place. Whatever happens on
 * the way, `out` holds what it held before or the whole new artifact.
 *
 * @param out Where the folder shall be.
 * @param plan What is known beforehand.
 * @param fill Writes the files (no subfolders) into the folder that it is
 * given, and returns the counts for the manifest.
 * @param options See {@linkcode WriteArtifactOptions}.
 * @returns The manifest that was written.
 * @throws {ArtifactError} If `out` exists and may not be replaced, see
 * {@linkcode checkWritable}; or whatever `fill` throws.
 */
export async function writeArtifact(
  out: string,
  plan: ArtifactPlan,
  fill: (staging: string) => Promise<Record<string, number>>,
  options: WriteArtifactOptions = {},
): Promise<Manifest> {
  await checkWritable(out, options);
  const target = resolve(out);
  await mkdir(dirname(target), { recursive: true });
  await removeStaleStaging(target);
  const staging = stagingPath(target, "partial");
  try {
    await mkdir(staging);
    const counts = await fill(staging);
    const manifest: Manifest = {
      kind: plan.kind,
      formatVersion: FORMAT_VERSIONS[plan.kind],
      software: SOFTWARE,
      options: plan.options,
      counts,
      inputs: plan.inputs,
      files: await describeFiles(staging),
    };
    await writeDurably(join(staging, MANIFEST_NAME), encodeManifest(manifest));
    await moveIntoPlace(staging, target, options);
    return manifest;
  } catch (error) {
    await rm(staging, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Refuses to write where something is that must not be lost. With `force` an
 * artifact of Kindred's or an empty folder may be replaced, anything else never.
 *
 * @param out Where an artifact shall be.
 * @param options See {@linkcode WriteArtifactOptions}.
 * @throws {ArtifactError} If something is there that may not be replaced.
 */
export async function checkWritable(
  out: string,
  options: WriteArtifactOptions = {},
): Promise<void> {
  let isDirectory: boolean;
  try {
    isDirectory = (await stat(out)).isDirectory();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return;
    throw new ArtifactError(
      `Cannot write "${out}": its place must be accessible, got ${
        (error as Error).message
      }`,
      out,
      { cause: error },
    );
  }
  if (!isDirectory) {
    throw new ArtifactError(
      `Cannot write "${out}": it must not exist or be a folder, got a file`,
      out,
    );
  }
  if ((await readdir(out)).length === 0) return;
  const held = await readManifest(out).catch(() => null);
  if (held === null) {
    throw new ArtifactError(
      `Cannot write "${out}": it must be new, empty or made by kindred, got a folder with other files`,
      out,
    );
  }
  if (!options.force) {
    throw new ArtifactError(
      `Cannot write "${out}": it must not exist yet, got a ${held.manifest.kind}; --force replaces it`,
      out,
    );
  }
}

/** Where a folder of this process stands while it is not the artifact. */
function stagingPath(target: string, role: "partial" | "old"): string {
  return join(dirname(target), `.${basename(target)}.${role}-${process.pid}`);
}

/** Removes what a killed process left beside `target`. */
async function removeStaleStaging(target: string): Promise<void> {
  const prefix = `.${basename(target)}.partial-`;
  for (const name of await readdir(dirname(target))) {
    if (!name.startsWith(prefix)) continue;
    if (!isAlive(Number(name.slice(prefix.length)))) {
      await rm(join(dirname(target), name), { recursive: true, force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  // A second writer in this very process would collide, and mkdir says so.
  if (pid === process.pid) return true;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

async function describeFiles(directory: string): Promise<Manifest["files"]> {
  const files: Manifest["files"] = {};
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name);
    const file = await open(path, "r+");
    await file.sync().finally(() => file.close());
    files[name] = {
      bytes: (await stat(path)).size,
      sha256: await sha256OfFile(path),
    };
  }
  return files;
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function moveIntoPlace(
  staging: string,
  target: string,
  options: WriteArtifactOptions,
): Promise<void> {
  // Asked again: the place may have been taken while the work went on.
  await checkWritable(target, options);
  const old = stagingPath(target, "old");
  const replaced = await rename(target, old).then(() => true, (error) => {
    if (error.code === "ENOENT") return false;
    throw error;
  });
  try {
    await rename(staging, target);
  } catch (error) {
    if (replaced) await rename(old, target);
    throw error;
  }
  if (replaced) await rm(old, { recursive: true, force: true });
}
