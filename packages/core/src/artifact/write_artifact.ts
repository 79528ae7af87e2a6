import {
  mkdir,
  open,
  readdir,
  rename,
  rm,
  rmdir,
  stat,
} from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ArtifactError } from "../errors/artifact_error.ts";
import { OutOfRoomError } from "../errors/out_of_room_error.ts";
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
  /**
   * What it is made from. Read when the manifest is written: what is known only
   * then, such as the sha256 of a stream, may be added until the files are there.
   */
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
 * @throws {OutOfRoomError} If the disk is full.
 */
export async function writeArtifact(
  out: string,
  plan: ArtifactPlan,
  fill: (staging: string) => Promise<Record<string, number>>,
  options: WriteArtifactOptions = {},
): Promise<Manifest> {
  await checkWritable(out, options);
  const target = resolve(out);
  const staging = stagingPath(target, "partial");
  if (inUse.has(staging)) {
    throw new ArtifactError(
      `Cannot write "${out}": one at a time may write it, got another write under way`,
      out,
    );
  }
  inUse.add(staging);
  const parent = dirname(target);
  const firstMade = await mkdir(parent, { recursive: true });
  try {
    await removeStale(target, "partial");
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
    if (firstMade !== undefined) await removeEmpty(parent, firstMade);
    throw isDiskFull(error)
      ? new OutOfRoomError(`write "${out}"`, "disk", error.message, {
        cause: error,
      })
      : error;
  } finally {
    inUse.delete(staging);
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
  const names = (await readdir(out)).sort();
  if (names.length === 0) return;
  const held = await readManifest(out).catch(() => null);
  const foreign = held === null
    ? names
    : names.filter((name) =>
      name !== MANIFEST_NAME && !Object.hasOwn(held.manifest.files, name)
    );
  if (held === null || foreign.length > 0) {
    throw new ArtifactError(
      `Cannot write "${out}": it must be new, empty or made by kindred, got a folder with other files: ${
        foreign.slice(0, 3).map((name) => `"${name}"`).join(", ")
      }${foreign.length > 3 ? ", …" : ""}`,
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

/** Whether a file system said that it, or one's share of it, is used up. */
function isDiskFull(error: unknown): error is NodeJS.ErrnoException {
  const { code } = error as NodeJS.ErrnoException;
  return code === "ENOSPC" || code === "EDQUOT";
}

/** Removes empty folders from `folder` up to `last`, which holds it. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  for (let at = folder;; at = dirname(at)) {
    const removed = await rmdir(at).then(() => true, () => false);
    if (!removed || at === last || at === dirname(at)) return;
  }
}

/** Why a folder stands beside an artifact: what will be it, and what was it. */
type StagingRole = "partial" | "old";

/**
 * Staging folders that this process is filling. Its id alone does not tell them
 * from those of a killed one: in a container each run may have the same id.
 */
const inUse = new Set<string>();

/** Where a folder of this process stands while it is not the artifact. */
function stagingPath(target: string, role: StagingRole): string {
  return join(dirname(target), `.${basename(target)}.${role}-${process.pid}`);
}

/** Removes what killed processes left beside `target`. */
async function removeStale(target: string, role: StagingRole): Promise<void> {
  const prefix = `.${basename(target)}.${role}-`;
  for (const name of await readdir(dirname(target))) {
    const pid = name.startsWith(prefix) ? name.slice(prefix.length) : "";
    // Another name is not ours to remove, such as one of artifact "a.partial-b".
    if (!/^[1-9][0-9]*$/.test(pid)) continue;
    // One with our own id is stale too: we hold no folder of this target yet.
    if (Number(pid) !== process.pid && isAlive(Number(pid))) continue;
    await rm(join(dirname(target), name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
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
  await rm(old, { recursive: true, force: true });
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
  // Only now: after a crash between the renames the old one lay here alone.
  await removeStale(target, "old");
}
