import { KindredError } from "@kindred/core";
import type { TensorflowVariant } from "@kindred/trainer/tensorflow";
import { delimiter, join } from "node:path";
import process from "node:process";
import { PACKAGE } from "./install_packages.ts";
import { lastLines, runCommand } from "./run_command.ts";

/** Where the package takes its libraries and its binding from. */
const HOST = "https://storage.googleapis.com/";

/** How long it may take to find out whether the host is there, in ms. */
const PROBE_TIMEOUT = 5000;

/** How long the package's own script may take, in ms. */
const INSTALL_TIMEOUT = 15 * 60_000;

/**
 * Says why the package's own binaries cannot be used here, before anything is
 * downloaded.
 *
 * @param variant What TensorFlow shall be for.
 * @param host Where they are. Default what the package's script asks, too.
 * @returns A reason for a person, or null if they can be tried.
 */
export async function prebuiltObstacle(
  variant: TensorflowVariant,
  host: string = process.env.TFJS_NODE_CDN_STORAGE ||
    process.env.CDN_STORAGE || HOST,
): Promise<string | null> {
  const node = await runCommand("node", ["--version"]);
  if (node.status !== 0) return "its script needs Node, and there is none";
  if (variant === "cuda" && !await hasLibrary("libcudart.so.11.0")) {
    return "for CUDA it needs CUDA 11.2, and there is no libcudart.so.11.0";
  }
  try {
    const { body } = await fetch(host, {
      method: "HEAD",
      signal: AbortSignal.timeout(PROBE_TIMEOUT),
    });
    await body?.cancel();
    return null;
  } catch {
    return `its host ${host} cannot be reached`;
  }
}

async function hasLibrary(name: string): Promise<boolean> {
  return (await runCommand("ldconfig", ["-p"])).stdout.includes(name);
}

/**
 * Lets the package's own script download libtensorflow and the binding.
 *
 * @param folder The folder in which the packages are installed.
 * @param variant What TensorFlow shall be for.
 * @throws {KindredError} If it fails.
 */
export async function installPrebuilt(
  folder: string,
  variant: TensorflowVariant,
): Promise<void> {
  const bin = join(folder, "node_modules", ".bin");
  const { status, stdout, stderr } = await runCommand(
    "node",
    ["scripts/install.js", variant === "cuda" ? "gpu" : "cpu", "download"],
    {
      cwd: join(folder, PACKAGE),
      env: { PATH: `${bin}${delimiter}${process.env.PATH}` },
      timeout: INSTALL_TIMEOUT,
    },
  );
  if (status !== 0) {
    throw new KindredError(
      `Cannot take the package's own binding: its script must succeed, got\n${
        lastLines(stdout + stderr)
      }`,
    );
  }
}
