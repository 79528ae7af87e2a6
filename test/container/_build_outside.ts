import { spawnSync } from "node:child_process";
import { cp, mkdir, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Stage } from "./_dockerfile.ts";

/** A stage that was built. */
export interface BuiltStage {
  /** The folder that stands for `/`. */
  root: string;
  /** Where its commands run, as the image says it: `/app`. */
  workdir: string;
  /** What it sets in the environment. */
  env: Record<string, string>;
}

/**
 * Does the steps of stages outside of a container, each in a folder that stands for its
 * root: no isolation, the Node of this machine for the base image, and no paths but
 * relative ones in `RUN`.
 *
 * @param stages The stages.
 * @param context The build context.
 * @param folder Where to build.
 * @returns The last stage.
 */
export async function buildOutside(
  stages: readonly Stage[],
  context: string,
  folder: string,
): Promise<BuiltStage> {
  const built = new Map<string, BuiltStage>();
  let last: BuiltStage | undefined;
  for (const [i, stage] of stages.entries()) {
    const one = last = {
      root: join(folder, stage.name ?? `stage-${i}`),
      workdir: "/",
      env: {} as Record<string, string>,
    };
    for (const { name, flags, rest } of stage.instructions) {
      const at = join(one.root, one.workdir);
      if (name === "WORKDIR") {
        one.workdir = rest;
        await mkdir(join(one.root, rest), { recursive: true });
      } else if (name === "ENV") {
        for (const pair of rest.split(/\s+/)) {
          const [key, value] = pair.split("=");
          one.env[key!] = value!;
        }
      } else if (name === "COPY") {
        const from = flags.find((flag) => flag.startsWith("from="))?.slice(5);
        const source = from === undefined ? context : built.get(from)!.root;
        await copy(source, rest.split(/\s+/), at);
      } else if (name === "RUN") {
        run(rest, at, one.env);
      }
    }
    if (stage.name !== null) built.set(stage.name, one);
  }
  return last!;
}

/** `COPY`: the content of a folder, or files into a folder. */
async function copy(
  from: string,
  paths: readonly string[],
  at: string,
): Promise<void> {
  const target = join(at, paths.at(-1)!);
  for (const path of paths.slice(0, -1)) {
    const source = join(from, path);
    const isFolder = (await stat(source)).isDirectory();
    const to = isFolder ? target : join(target, basename(path));
    await cp(source, to, { recursive: true, verbatimSymlinks: true });
  }
}

function run(command: string, cwd: string, env: Record<string, string>): void {
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
    cwd,
    env: { PATH: Deno.env.get("PATH"), HOME: Deno.env.get("HOME"), ...env },
    encoding: "utf8",
  });
  if (status !== 0) {
    throw new Error(`RUN ${command}: ${status}\n${stdout}\n${stderr}`);
  }
}
