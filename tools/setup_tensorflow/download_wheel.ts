import { KindredError } from "@kindred/core";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchWheel } from "./fetch_wheel.ts";
import type { Pins, Wheel } from "./pins.ts";
import { lastLines, runCommand } from "./run_command.ts";
import { verifyFile } from "./verify_file.ts";

/** Names under which Python may be called. */
const PYTHONS = ["python3", "python"];

/**
 * Brings a pinned wheel into a folder and verifies it. pip does it where there is
 * one, because it knows the person's index, certificates, proxy and cache; no
 * Python is needed otherwise.
 *
 * @param wheel What is wanted.
 * @param pins Where the tags for pip are.
 * @param folder Where to.
 * @returns The file.
 * @throws {KindredError} If it can be had in neither way, or is not the pinned one.
 */
export async function downloadWheel(
  wheel: Wheel,
  pins: Pins,
  folder: string,
): Promise<string> {
  const path = join(folder, wheel.file);
  const byPip = await downloadByPip(wheel, pins, folder);
  if (byPip !== null) {
    try {
      await fetchWheel(wheel, path);
    } catch (cause) {
      throw new KindredError(
        `Cannot download ${wheel.file}: PyPI or a mirror of it must be reached, ` +
          `got from pip:\n${byPip}\nand without pip: ${
            (cause as Error).message
          }`,
        { cause },
      );
    }
  }
  await verifyFile(path, wheel);
  return path;
}

/** Returns null if the file is there, else why not. */
async function downloadByPip(
  wheel: Wheel,
  pins: Pins,
  folder: string,
): Promise<string | null> {
  const requirements = join(folder, `${wheel.project}.txt`);
  await writeFile(requirements, pipRequirement(wheel));
  let reason = "no python on the PATH";
  for (const python of PYTHONS) {
    const { status, stdout, stderr } = await runCommand(
      python,
      pipArguments(pins, requirements, folder),
    );
    if (status === 0) return null;
    if (status !== null) reason = lastLines(stderr || stdout, 3);
    if (status !== null) break;
  }
  return reason;
}

/** The line of a requirements file that allows one file only. */
export function pipRequirement({ project, version, sha256 }: Wheel): string {
  return `${project}==${version} --hash=sha256:${sha256}\n`;
}

/** Arguments for Python: whatever version it has, the pinned file is taken. */
export function pipArguments(
  { platforms, python }: Pick<Pins, "platforms" | "python">,
  requirements: string,
  folder: string,
): string[] {
  return [
    "-m",
    "pip",
    "download",
    "--quiet",
    "--no-deps",
    "--only-binary=:all:",
    "--require-hashes",
    "--implementation=cp",
    `--python-version=${python}`,
    `--abi=cp${python}`,
    ...platforms.map((tag) => `--platform=${tag}`),
    `--dest=${folder}`,
    `--requirement=${requirements}`,
  ];
}
