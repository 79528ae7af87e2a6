import { ArtifactError, EngineUnavailableError } from "@kindred/core";
import {
  openArtifact,
  readItemModel,
  verifyArtifact,
  writeArtifact,
  writeSplitFiles,
} from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readdir, readFile, truncate } from "node:fs/promises";
import { join } from "node:path";
import {
  bytesOf,
  CLIQUE_ITEMS,
  pairsOf,
  readFolder,
  TWO_CLIQUES,
  withFolder,
} from "./_testing.ts";
import { type EpochReport, train } from "./train.ts";
import { DEFAULT_TRAIN_OPTIONS } from "./train_options.ts";
import { trainPlan, trainSplit } from "./train_split.ts";

const OPTIONS = { dimensions: 8, epochs: 3 };

/** Writes the two cliques as a split, and hands its folder and the run's to `use`. */
async function withSplit(
  use: (
    places: { folder: string; split: string; out: string },
  ) => Promise<void>,
  train = TWO_CLIQUES,
): Promise<void> {
  await withFolder(async (folder) => {
    const split = join(folder, "split");
    await writeArtifact(
      split,
      { kind: "split", options: {}, inputs: [] },
      async (staging) => {
        await writeSplitFiles(staging, {
          itemCount: CLIQUE_ITEMS,
          train,
          validation: {
            left: Uint32Array.of(0),
            right: Uint32Array.of(6),
            label: Uint8Array.of(0),
          },
        });
        return { items: CLIQUE_ITEMS };
      },
    );
    await use({ folder, split, out: join(folder, "run") });
  });
}

Deno.test("trainSplit() writes the model that train() gives", () =>
  withSplit(async ({ split, out }) => {
    const manifest = await trainSplit(split, out, OPTIONS);
    const run = await openArtifact(out, "run");
    await verifyArtifact(run);
    assert.deepEqual(manifest, run.manifest);
    assert.deepEqual(manifest.counts, {
      items: CLIQUE_ITEMS,
      dimensions: 8,
      epochs: 3,
    });
    // As bytes: the file holds the global bias in single precision.
    assert.deepEqual(
      bytesOf(await readItemModel(run)),
      bytesOf(await train(TWO_CLIQUES, CLIQUE_ITEMS, OPTIONS)),
    );
  }));

Deno.test("trainSplit() writes a line an epoch as CSV, and passes the reports on", () =>
  withSplit(async ({ split, out }) => {
    const reports: EpochReport[] = [];
    await trainSplit(split, out, {
      ...OPTIONS,
      onEpoch: (report) => reports.push(report),
    });
    assert.equal(reports.length, 3);
    assert.equal(
      await readFile(join(out, "metrics.csv"), "utf8"),
      "epoch,pairs,learning_rate,mean_loss\n" +
        reports.map(({ epoch, learningRate, meanLoss }) =>
          `${epoch},30,${learningRate},${meanLoss}\n`
        ).join(""),
    );
    assert.deepEqual(reports.map(({ epoch }) => epoch), [1, 2, 3]);
  }));

Deno.test("trainSplit() gives the same bytes on every run", () =>
  withSplit(async ({ folder, split }) => {
    const runs = [join(folder, "one"), join(folder, "two")];
    for (const out of runs) await trainSplit(split, out, OPTIONS);
    const [one, two] = await Promise.all(runs.map(readFolder));
    assert.deepEqual(one, two);
    await trainSplit(split, join(folder, "three"), { ...OPTIONS, seed: 2 });
    const three = await readFolder(join(folder, "three"));
    assert.notEqual(one!["model.safetensors"], three["model.safetensors"]);
  }));

Deno.test("trainSplit() throws ArtifactError where a run is, and replaces it by force", () =>
  withSplit(async ({ split, out }) => {
    await trainSplit(split, out, OPTIONS);
    const before = await readFolder(out);
    await assert.rejects(trainSplit(split, out, { ...OPTIONS, seed: 2 }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist yet, got a run; --force replaces it`,
    });
    assert.deepEqual(await readFolder(out), before);
    const forced = { ...OPTIONS, seed: 2, force: true };
    assert.equal((await trainSplit(split, out, forced)).options.seed, 2);
  }));

Deno.test("trainSplit() throws EngineUnavailableError for cuda and writes nothing", () =>
  withSplit(async ({ folder, split, out }) => {
    await assert.rejects(
      trainSplit(split, out, { ...OPTIONS, device: "cuda" }),
      EngineUnavailableError,
    );
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("trainSplit() throws RangeError for an option out of range and writes nothing", () =>
  withSplit(async ({ folder, split, out }) => {
    await assert.rejects(
      trainSplit(split, out, { dimensions: 6 }),
      new RangeError(
        "Cannot train: dimensions must be a multiple of 4 in [4, 1024], got 6",
      ),
    );
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("trainSplit() throws RangeError for a split without pairs and writes nothing", () =>
  withSplit(async ({ folder, split, out }) => {
    await assert.rejects(
      trainSplit(split, out),
      new RangeError("Cannot train: there must be training pairs, got 0"),
    );
    assert.deepEqual(await readdir(folder), ["split"]);
  }, pairsOf([])));

Deno.test("trainSplit() leaves nothing behind when the signal stops it", () =>
  withSplit(async ({ folder, split, out }) => {
    const stop = new Error("stopped");
    const controller = new AbortController();
    await assert.rejects(
      trainSplit(split, out, {
        ...OPTIONS,
        signal: controller.signal,
        onEpoch: () => controller.abort(stop),
      }),
      stop,
    );
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("trainSplit() throws TrainingDivergedError and leaves nothing behind", () =>
  withSplit(async ({ folder, split, out }) => {
    await assert.rejects(
      trainSplit(split, out, { ...OPTIONS, learningRate: 10, l2: 1 }),
      { name: "TrainingDivergedError" },
    );
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("trainSplit() throws ArtifactError for a split that is damaged or none", () =>
  withSplit(async ({ folder, split, out }) => {
    await assert.rejects(trainSplit(folder, out), {
      name: "ArtifactError",
      message:
        `Cannot read "${folder}": it must be a folder made by kindred, got no readable manifest.json in it`,
    });
    const path = join(split, "train.parquet");
    await truncate(path, 10);
    await assert.rejects(trainSplit(split, out), (error) => {
      assert.ok(error instanceof ArtifactError);
      assert.equal(error.path, path);
      assert.match(error.message, /it must have \d+ bytes, got 10$/);
      return true;
    });
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("trainPlan() holds the resolved options and the split, not the device", () =>
  withSplit(async ({ split, out }) => {
    const artifact = await openArtifact(split, "split");
    const plan = trainPlan(artifact, out, { ...OPTIONS, device: "cuda" });
    assert.deepEqual(plan, {
      kind: "run",
      options: { model: "logistic", ...DEFAULT_TRAIN_OPTIONS, ...OPTIONS },
      inputs: [{ kind: "split", path: "../split", sha256: artifact.sha256 }],
    });
    assert.throws(
      () => trainPlan(artifact, out, { negatives: 0 }),
      new RangeError(
        "Cannot train: negatives must be a whole number in [1, 100], got 0",
      ),
    );
  }));
