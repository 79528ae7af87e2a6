import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import process from "node:process";
import { tensorflowHome } from "./tensorflow_home.ts";

/** What TensorFlow was built for. */
export type TensorflowVariant = "cpu" | "cuda";

/** The file that `setup:tensorflow` writes last into a folder that it set up. */
export const SETUP_RECORD_NAME = "kindred-tensorflow.json";

/** What `setup:tensorflow` says of a folder that it set up. */
export interface SetupRecord {
  /** Version of this record's format: 1. */
  format: number;
  /** What TensorFlow was built for. */
  variant: TensorflowVariant;
  /** Version of TensorFlow itself, such as `2.21.0`. */
  tensorflow: string;
  /** `wheels`: built from the pinned wheels; `prebuilt`: the package's own. */
  source: "wheels" | "prebuilt";
  /** sha256 of the pins that it was made from: others are set up anew. */
  pins: string;
}

/** A TensorFlow.js package that has its native binding. */
export interface TensorflowInstallation {
  /** Folder of the npm package, the one of its `package.json`. */
  folder: string;
  /** `@tensorflow/tfjs-node-gpu` or `@tensorflow/tfjs-node`. */
  packageName: string;
  /** What it was built for; null where Kindred did not set it up. */
  variant: TensorflowVariant | null;
  /** What `setup:tensorflow` wrote; null where Kindred did not set it up. */
  record: SetupRecord | null;
}

const PACKAGES = ["@tensorflow/tfjs-node-gpu", "@tensorflow/tfjs-node"];

/**
 * Finds the TensorFlow.js packages that have their binding, best first: what
 * `setup:tensorflow` set up (CUDA before CPU), then what the project at hand
 * has installed. Loads nothing.
 *
 * @param home Where `setup:tensorflow` works. Default {@linkcode tensorflowHome}.
 * @param project Folder of the project at hand. Default the working folder.
 * @returns The installations; empty where there is none.
 *
 * @example
 * ```ts
 * import { findTensorflow } from "@kindred/trainer/tensorflow";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(findTensorflow("/nowhere", "/nowhere"), []);
 * ```
 */
export function findTensorflow(
  home: string = tensorflowHome(),
  project: string = process.cwd(),
): TensorflowInstallation[] {
  return [
    ...(["cuda", "cpu"] as const).flatMap((variant) =>
      setUpIn(join(home, variant))
    ),
    ...PACKAGES.flatMap((name) => installedIn(project, name)),
  ];
}

function setUpIn(folder: string): TensorflowInstallation[] {
  const record = readRecord(folder);
  if (record === null) return [];
  const [packageName] = PACKAGES;
  return [{
    folder: join(folder, "node_modules", packageName!),
    packageName: packageName!,
    variant: record.variant,
    record,
  }];
}

function readRecord(folder: string): SetupRecord | null {
  const path = join(folder, SETUP_RECORD_NAME);
  if (!existsSync(path)) return null;
  const record = JSON.parse(readFileSync(path, "utf8")) as SetupRecord;
  return record.format === 1 ? record : null;
}

function installedIn(project: string, name: string): TensorflowInstallation[] {
  let folder;
  try {
    const require = createRequire(join(project, "package.json"));
    folder = dirname(require.resolve(`${name}/package.json`));
  } catch {
    return [];
  }
  return hasBinding(folder)
    ? [{ folder, packageName: name, variant: null, record: null }]
    : [];
}

/** The binding lies in a folder that is named after a version of Node-API. */
function hasBinding(folder: string): boolean {
  const lib = join(folder, "lib");
  return existsSync(lib) &&
    readdirSync(lib).some((name) =>
      name.startsWith("napi-v") &&
      existsSync(join(lib, name, "tfjs_binding.node"))
    );
}
