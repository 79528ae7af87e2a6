import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeArtifact } from "@kindred/core/artifact";
import {
  checkStageDirectories,
  stageDirectories,
} from "./stage_directories.ts";

async function withFolder(use: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-stages-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const writeRun = (out: string) =>
  writeArtifact(
    out,
    { kind: "run", options: {}, inputs: [] },
    () => Promise.resolve({}),
  );

Deno.test("checkStageDirectories() lets a new folder and a whole pipeline be", () =>
  withFolder(async (folder) => {
    const directories = stageDirectories(join(folder, "new"));
    await checkStageDirectories(directories, false);
  }));

Deno.test("checkStageDirectories() refuses what stands behind a missing stage", () =>
  withFolder(async (folder) => {
    const directories = stageDirectories(folder);
    await writeRun(directories.run);
    await assert.rejects(checkStageDirectories(directories, false), {
      name: "ArtifactError",
      message:
        `Cannot write "${directories.run}": it must not exist yet, got a run; --force replaces it`,
    });
    await checkStageDirectories(directories, true);
  }));

Deno.test("checkStageDirectories() refuses a foreign folder, forced or not", () =>
  withFolder(async (folder) => {
    const directories = stageDirectories(folder);
    await mkdir(directories.model);
    await writeFile(join(directories.model, "thesis.txt"), "years of work");
    for (const force of [false, true]) {
      await assert.rejects(
        checkStageDirectories(directories, force),
        /it must be new, empty or made by kindred, got a folder with other files: "thesis.txt"$/,
      );
    }
  }));
