import { KindredError, OutOfRoomError } from "@kindred/core";
import { sha256 } from "@kindred/core/artifact";
import {
  SETUP_RECORD_NAME,
  type SetupRecord,
  tensorflowHome,
  type TensorflowVariant,
} from "@kindred/trainer/tensorflow";
import {
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  statfs,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { compileAddon, compileArguments, findCompiler } from "./addon.ts";
import { downloadWheel } from "./download_wheel.ts";
import { installPackages, LOCK_FILE, PACKAGE } from "./install_packages.ts";
import type { SetupRequest } from "./parse_arguments.ts";
import { PINS, type Wheel, wheelsFor } from "./pins.ts";
import { installPrebuilt, prebuiltObstacle } from "./prebuilt.ts";
import { type Proof, prove } from "./prove.ts";
import { destinationOf } from "./wanted_files.ts";
import { extractZipEntry, listZip } from "./zip_archive.ts";

/** What was set up, or was there already. */
export interface SetupResult {
  /** The folder of the npm package. */
  folder: string;
  /** What was written about it. */
  record: SetupRecord;
  /** What each runtime saw. */
  proofs: Proof[];
}

/** `PINS`' name of this machine. */
export const MACHINE = `${process.platform}-${process.arch}`;

/** Bytes that TensorFlow.js and what it needs occupy. */
const PACKAGES_BYTES = 310e6;

/**
 * Sets TensorFlow up in a folder beside its place and renames that into place
 * when it has been seen to compute: a failure leaves what was there.
 *
 * @param request What is wanted.
 * @param say Is told what is being done, a line each.
 * @returns What is there now.
 * @throws {KindredError} If a step fails: the message says which, and what mends
 * it.
 * @throws {OutOfRoomError} If the disk is, or would be, full.
 */
export async function setUp(
  request: Pick<SetupRequest, "variant" | "source" | "force">,
  say: (line: string) => void,
): Promise<SetupResult> {
  const { variant, force } = request;
  const home = tensorflowHome();
  const place = join(home, variant);
  const pins = await pinsOf(variant);
  const there = await readRecord(place);
  if (there !== null && there.pins === pins && !force) {
    say(`already set up, in ${place}; --force does it again`);
    const folder = join(place, PACKAGE);
    return { folder, record: there, proofs: await prove(folder) };
  }
  await mkdir(home, { recursive: true });
  await removeLeftovers(home);
  const obstacle = request.source === "wheels"
    ? "--from wheels was asked for"
    : await prebuiltObstacle(variant);
  if (request.source === "prebuilt" && obstacle !== null) {
    throw new KindredError(
      `Cannot set up TensorFlow with the package's own binding: it must be usable, got none: ${obstacle}`,
    );
  }
  // What may be missing is looked for before gigabytes are downloaded.
  if (obstacle !== null) await expectBuildable(variant, home);
  const partial = join(home, `.${variant}.partial-${process.pid}`);
  try {
    say("installing @tensorflow/tfjs-node-gpu (0.3 GB)");
    await installPackages(partial);
    const made = await addBinding(request, obstacle, partial, say);
    const record: SetupRecord = {
      format: 1,
      variant,
      tensorflow: made.proofs[0]!.tensorflow,
      source: made.source,
      pins,
    };
    await writeFile(
      join(partial, SETUP_RECORD_NAME),
      `${JSON.stringify(record, null, 2)}\n`,
    );
    await replace(place, partial);
    return { folder: join(place, PACKAGE), record, proofs: made.proofs };
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException;
    if (code !== "ENOSPC" && code !== "EDQUOT") throw cause;
    throw new OutOfRoomError("set up TensorFlow", "disk", message, { cause });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Everything that what is set up follows from; others are set up anew. */
async function pinsOf(variant: TensorflowVariant): Promise<string> {
  return sha256(JSON.stringify([
    wheelsFor(variant, MACHINE),
    compileArguments("", ""),
    await readFile(LOCK_FILE, "utf8"),
  ]));
}

/** Returns what was written about a folder; null if it is not set up. */
export async function readRecord(folder: string): Promise<SetupRecord | null> {
  try {
    return JSON.parse(await readFile(join(folder, SETUP_RECORD_NAME), "utf8"));
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw cause;
  }
}

async function addBinding(
  { variant, source }: Pick<SetupRequest, "variant" | "source">,
  obstacle: string | null,
  folder: string,
  say: (line: string) => void,
): Promise<{ source: SetupRecord["source"]; proofs: Proof[] }> {
  const tfjs = join(folder, PACKAGE);
  let reason = obstacle;
  if (reason === null) {
    try {
      say("downloading the package's own binding");
      await installPrebuilt(folder, variant);
      const proofs = await prove(tfjs);
      if (variant === "cpu" || proofs[0]!.device === "cuda") {
        return { source: "prebuilt", proofs };
      }
      throw new KindredError("it uses no GPU here");
    } catch (error) {
      if (source === "prebuilt") throw error;
      reason = (error as Error).message;
    }
    await expectBuildable(variant, folder);
    for (const part of ["lib", "deps"]) {
      await rm(join(tfjs, part), { recursive: true, force: true });
    }
  }
  say(`the package's own binding is not taken: ${reason}`);
  await buildFromWheels(variant, folder, say);
  say("trying it");
  return { source: "wheels", proofs: await prove(tfjs) };
}

/** Refuses machines without pins, a compiler, or room. */
async function expectBuildable(
  variant: TensorflowVariant,
  folder: string,
): Promise<void> {
  const wheels = wheelsFor(variant, MACHINE);
  if (wheels === null) {
    throw new KindredError(
      `Cannot build the binding of TensorFlow: this machine must be one of ${
        Object.keys(PINS).join(", ")
      }, got ${MACHINE} (elsewhere --from prebuilt may work)`,
    );
  }
  await findCompiler();
  await expectRoom(folder, wheels);
}

async function buildFromWheels(
  variant: TensorflowVariant,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  for (const wheel of wheelsFor(variant, MACHINE)!) {
    say(`downloading ${wheel.file} (${Math.ceil(wheel.bytes / 1e6)} MB)`);
    const path = await downloadWheel(wheel, PINS[MACHINE]!, folder);
    for (const entry of await listZip(path)) {
      const destination = destinationOf(entry.name);
      if (destination === null) continue;
      await extractZipEntry(path, entry, join(folder, PACKAGE, destination));
    }
    await rm(path);
  }
  const compiler = await findCompiler();
  say(`compiling the binding (${compiler})`);
  await compileAddon(folder, compiler);
}

/** Refuses to begin what would end with a full disk. */
async function expectRoom(
  folder: string,
  wheels: readonly Wheel[],
): Promise<void> {
  const needed = PACKAGES_BYTES +
    wheels.reduce((sum, wheel) => sum + wheel.unpackedBytes, 0) +
    Math.max(...wheels.map(({ bytes }) => bytes));
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < needed) {
    throw new OutOfRoomError(
      "set up TensorFlow",
      "disk",
      `${gigabytes(free)} GB free in "${folder}" and ${
        gigabytes(needed)
      } GB needed`,
    );
  }
}

function gigabytes(bytes: number): string {
  return (bytes / 1e9).toFixed(1);
}

/** What is at its place is moved aside first: no moment has half of each. */
async function replace(place: string, by: string): Promise<void> {
  const old = `${by}.old`;
  const moved = await rename(place, old).then(() => true, (error) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return false;
    throw error;
  });
  await rename(by, place);
  if (moved) await rm(old, { recursive: true });
}

/** Takes away what set-ups that were killed left behind. */
async function removeLeftovers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const pid = /^\.\w+\.partial-(\d+)/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) {
      await rm(join(home, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
