import type { ArtifactPlan } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import {
  mkdir,
  readdir,
  readFile,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "./_testing.ts";
import type { Checkpoint } from "./checkpoint.ts";
import { CheckpointFolder } from "./checkpoint_folder.ts";

const PLAN: ArtifactPlan = {
  kind: "run",
  options: { seed: 1, epochs: 4, l2: null },
  inputs: [{ kind: "split", path: "../split", sha256: "ab" }],
};

const tensor = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});

/** A checkpoint with numbers that not every format keeps. */
function checkpointAt(
  epoch: number,
  best: Checkpoint["best"] = null,
): Checkpoint {
  return {
    epoch,
    pieces: 3,
    sums: { loss: [0.1, 1 / 3, 1e-300], hits: [2, 0, 5] },
    curve: [{
      epoch: 0.7,
      pairs: 21,
      learningRate: 0.1 + 0.2,
      meanLoss: Math.PI,
      validationRocAuc: null,
      watchedRocAuc: best && best.rocAuc,
    }],
    state: { anchors: tensor(1, -0.5, 1e-30), "globalBias.mean": tensor(7) },
    best,
  };
}

const bestOf = (epoch: number) => ({
  epoch,
  rocAuc: 2 / 3,
  state: { anchors: tensor(epoch, 0, 0), "globalBias.mean": tensor(epoch) },
});

/** Hands the run's place to `use`, in a folder of its own. */
const withRun = (use: (out: string, folder: string) => Promise<void>) =>
  withFolder((folder) => use(join(folder, "run"), folder));

Deno.test("CheckpointFolder gives back what it was given, to another of the same run", () =>
  withRun(async (out, folder) => {
    for (const best of [null, bestOf(1)]) {
      await new CheckpointFolder(PLAN, out).write(checkpointAt(2, best));
      assert.deepEqual(
        await new CheckpointFolder(PLAN, out).read(),
        checkpointAt(2, best),
      );
    }
    assert.deepEqual(await readdir(folder), ["run.checkpoints"]);
    const held = await readdir(join(folder, "run.checkpoints"));
    assert.deepEqual(held.sort(), ["best", "last"]);
  }));

Deno.test("CheckpointFolder has nothing before the first checkpoint, and makes no folder", () =>
  withRun(async (out, folder) => {
    const checkpoints = new CheckpointFolder(PLAN, out);
    assert.equal(await checkpoints.exists(), false);
    assert.equal(await checkpoints.read(), null);
    await checkpoints.remove();
    assert.deepEqual(await readdir(folder), []);
    await checkpoints.write(checkpointAt(1));
    assert.equal(await checkpoints.exists(), true);
  }));

Deno.test("CheckpointFolder stands beside the run, however its folder is written", () => {
  for (const out of ["a/run", "a/run/", "a/run//"]) {
    const { directory } = new CheckpointFolder(PLAN, out);
    assert.equal(directory, "a/run.checkpoints");
  }
});

Deno.test("CheckpointFolder replaces the last checkpoint, and the best where it is another", () =>
  withRun(async (out) => {
    const checkpoints = new CheckpointFolder(PLAN, out);
    await checkpoints.write(checkpointAt(1));
    await checkpoints.write(checkpointAt(2, bestOf(1)));
    const best = join(checkpoints.directory, "best", "manifest.json");
    const written = await readFile(best);
    // The best is large, and stays for many checkpoints.
    await checkpoints.write(checkpointAt(3, bestOf(1)));
    assert.deepEqual(await readFile(best), written);
    assert.deepEqual(await checkpoints.read(), checkpointAt(3, bestOf(1)));
    await checkpoints.write(checkpointAt(4, bestOf(3)));
    assert.deepEqual(await checkpoints.read(), checkpointAt(4, bestOf(3)));
  }));

Deno.test("CheckpointFolder removes its checkpoints, and nothing else", () =>
  withRun(async (out, folder) => {
    const checkpoints = new CheckpointFolder(PLAN, out);
    await checkpoints.write(checkpointAt(2, bestOf(1)));
    await checkpoints.remove();
    assert.deepEqual(await readdir(folder), []);

    await mkdir(checkpoints.directory);
    await writeFile(join(checkpoints.directory, "notes.txt"), "mine");
    await checkpoints.write(checkpointAt(2));
    await checkpoints.remove();
    assert.deepEqual(await readdir(checkpoints.directory), ["notes.txt"]);
  }));

/** Another run than that of {@linkcode PLAN}, and what the message says of it. */
const OTHERS: Record<string, [plan: ArtifactPlan, got: string]> = {
  "with another option": [
    { ...PLAN, options: { ...PLAN.options, epochs: 5 } },
    "epochs 4 instead of 5",
  ],
  "with an option that was null": [
    { ...PLAN, options: { ...PLAN.options, l2: 0.5 } },
    "l2 null instead of 0.5",
  ],
  "with an option that was not there": [
    { ...PLAN, options: { ...PLAN.options, more: true } },
    "more undefined instead of true",
  ],
  "without an option": [
    { ...PLAN, options: { seed: 1, epochs: 4 } },
    "l2 null instead of undefined",
  ],
  "of another split": [
    { ...PLAN, inputs: [{ ...PLAN.inputs[0]!, sha256: "cd" }] },
    "another split",
  ],
};

for (const [what, [plan, got]] of Object.entries(OTHERS)) {
  Deno.test(`CheckpointFolder throws ArtifactError for a run ${what}`, () =>
    withRun(async (out) => {
      const { directory } = new CheckpointFolder(PLAN, out);
      await new CheckpointFolder(PLAN, out).write(checkpointAt(1));
      const path = join(directory, "last");
      await assert.rejects(new CheckpointFolder(plan, out).read(), {
        name: "ArtifactError",
        path,
        message:
          `Cannot go on from "${path}": it must be of the same split, options and version, got ${got}; --force begins anew`,
      });
    }));
}

Deno.test("CheckpointFolder goes on where the split was only moved", () =>
  withRun(async (out) => {
    await new CheckpointFolder(PLAN, out).write(checkpointAt(1));
    const inputs = [{ ...PLAN.inputs[0]!, path: "elsewhere" }];
    const moved = new CheckpointFolder({ ...PLAN, inputs }, out);
    assert.deepEqual(await moved.read(), checkpointAt(1));
  }));

Deno.test("CheckpointFolder throws ArtifactError for a checkpoint of another version", () =>
  withRun(async (out) => {
    const checkpoints = new CheckpointFolder(PLAN, out);
    await checkpoints.write(checkpointAt(1));
    const path = join(checkpoints.directory, "last");
    const manifest = JSON.parse(
      await readFile(join(path, "manifest.json"), "utf8"),
    );
    manifest.software = "kindred 0.0.9";
    await writeFile(join(path, "manifest.json"), JSON.stringify(manifest));
    await assert.rejects(checkpoints.read(), {
      name: "ArtifactError",
      message:
        `Cannot go on from "${path}": it must be of the same split, options and version, got kindred 0.0.9; --force begins anew`,
    });
  }));

for (const name of ["last", "best"]) {
  for (const file of ["state.safetensors", "position.json"]) {
    Deno.test(`CheckpointFolder throws ArtifactError where ${file} of the ${name} is cut short`, () =>
      withRun(async (out) => {
        const checkpoints = new CheckpointFolder(PLAN, out);
        await checkpoints.write(checkpointAt(2, bestOf(1)));
        const path = join(checkpoints.directory, name, file);
        await truncate(path, 9);
        await assert.rejects(checkpoints.read(), (error: Error) => {
          assert.equal(error.name, "ArtifactError");
          assert.match(
            error.message,
            /^Cannot read ".*": it must have \d+ bytes, got 9$/,
          );
          return true;
        });
      }));
  }
}
