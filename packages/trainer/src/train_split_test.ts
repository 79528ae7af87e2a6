import {
  ArtifactError,
  EngineUnavailableError,
  type WeightedPairs,
} from "@kindred/core";
import {
  openArtifact,
  readItemModel,
  verifyArtifact,
  writeArtifact,
  writeSplitFiles,
} from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readdir, readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import {
  bytesOf,
  CLIQUE_SPLIT,
  pairsOf,
  randomSplit,
  readFolder,
  withFolder,
} from "./_testing.ts";
import { simdEngine } from "./engines/simd/simd_engine.ts";
import { train } from "./train.ts";
import type { CurvePoint } from "./train_hooks.ts";
import { resolveTrainOptions } from "./train_options.ts";
import {
  trainPlan,
  trainSplit,
  type TrainSplitOptions,
} from "./train_split.ts";

const OPTIONS = {
  recipe: "plain",
  dimensions: 8,
  epochs: 3,
  threads: 1,
} as const satisfies TrainSplitOptions;

interface Places {
  folder: string;
  split: string;
  out: string;
}

type TestSplit = typeof CLIQUE_SPLIT;

async function writeSplit(split: string, content: TestSplit): Promise<void> {
  await writeArtifact(
    split,
    { kind: "split", options: {}, inputs: [] },
    async (staging) => {
      await writeSplitFiles(staging, content);
      return { items: content.itemCount };
    },
    { force: true },
  );
}

/** Writes a split, and hands its folder and the run's to `use`. */
function withSplit(
  use: (places: Places) => Promise<void>,
  content = CLIQUE_SPLIT,
): Promise<void> {
  return withFolder(async (folder) => {
    const split = join(folder, "split");
    await writeSplit(split, content);
    await use({ folder, split, out: join(folder, "run") });
  });
}

const STOP = new Error("stopped");

/** Returns the names in a folder, sorted. */
const list = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).sort();

/** Trains until the signal ends it behind an epoch. */
async function interrupt(
  { split, out }: Places,
  options: TrainSplitOptions,
  epoch = 2,
): Promise<void> {
  const controller = new AbortController();
  await assert.rejects(
    trainSplit(split, out, {
      ...options,
      signal: controller.signal,
      onEpoch: (report) => {
        if (report.epoch === epoch) controller.abort(STOP);
      },
    }),
    STOP,
  );
}

Deno.test("trainSplit() writes the model that train() gives", () =>
  withSplit(async ({ folder, split, out }) => {
    for (const recipe of ["plain", "als"] as const) {
      const options = { ...OPTIONS, recipe, force: true };
      const manifest = await trainSplit(split, out, options);
      const run = await openArtifact(out, "run");
      await verifyArtifact(run);
      assert.deepEqual(manifest, run.manifest);
      assert.deepEqual(manifest.counts, {
        items: CLIQUE_SPLIT.itemCount,
        dimensions: recipe === "als" ? 16 : 8,
        epochs: 3,
      });
      const model = await readItemModel(run);
      const expected = await train(CLIQUE_SPLIT, options, {
        engine: simdEngine({ threads: 1 }),
      });
      // As bytes: the file holds the global bias in single precision.
      assert.deepEqual(bytesOf(model), bytesOf(expected));
      assert.equal(model.crossed, expected.crossed);
    }
    assert.deepEqual(await list(folder), ["run", "split"]);
  }));

Deno.test("trainSplit() writes the learning curve as CSV", () =>
  withSplit(async ({ split, out }) => {
    for (
      const options of [
        OPTIONS,
        { ...OPTIONS, earlyStopping: 2 },
        { ...OPTIONS, recipe: "als" },
      ] as const
    ) {
      const points: CurvePoint[] = [];
      await trainSplit(split, out, {
        ...options,
        force: true,
        onPoint: (point) => points.push(point),
      });
      assert.ok(points.length >= 3);
      assert.equal(
        await readFile(join(out, "metrics.csv"), "utf8"),
        "epoch,pairs,learning_rate,mean_loss,validation_roc_auc,watched_roc_auc\n" +
          points.map((point) =>
            `${point.epoch},${point.pairs},${point.learningRate ?? ""},` +
            `${point.meanLoss},${point.validationRocAuc ?? ""},` +
            `${point.watchedRocAuc ?? ""}\n`
          ).join(""),
      );
      const [first] = points;
      assert.equal(first!.learningRate === null, options.recipe === "als");
      assert.equal(
        first!.watchedRocAuc === null,
        !("earlyStopping" in options),
      );
      assert.notEqual(first!.validationRocAuc, null);
    }
  }));

Deno.test("trainSplit() gives the same bytes on every run, by any number of threads", () =>
  withSplit(async ({ folder, split }) => {
    const run = async (name: string, options: TrainSplitOptions) => {
      const out = join(folder, name);
      await trainSplit(split, out, { ...OPTIONS, epochs: 2, ...options });
      return await readFolder(out);
    };
    const one = await run("one", {});
    assert.deepEqual(await run("two", {}), one);
    assert.deepEqual(await run("three", { threads: 2 }), one);
    const other = await run("four", { seed: 2 });
    assert.notEqual(other["model.safetensors"], one["model.safetensors"]);
    // Four groups of items: threads do meet.
  }, randomSplit(300, 8400)));

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

for (
  const [what, options] of Object.entries(
    {
      "smoothed vectors": { dimensions: 8, epochs: 4, threads: 2 },
      "early stopping": {
        ...OPTIONS,
        epochs: 4,
        optimizer: "adam",
        learningRate: 0.01,
        earlyStopping: 10,
      },
      "alternating least squares": { ...OPTIONS, epochs: 4, recipe: "als" },
    } satisfies Record<string, TrainSplitOptions>,
  )
) {
  Deno.test(`trainSplit() goes on with ${what} to the same bytes`, () =>
    withSplit(async (places) => {
      const { folder, split, out } = places;
      const unbroken = join(folder, "unbroken");
      await trainSplit(split, unbroken, options);
      await interrupt(places, options);
      assert.deepEqual(await list(folder), [
        "run.checkpoints",
        "split",
        "unbroken",
      ]);
      assert.deepEqual(
        await list(`${out}.checkpoints`),
        what === "early stopping" ? ["best", "last"] : ["last"],
      );
      const epochs: number[] = [];
      await trainSplit(split, out, {
        ...options,
        resume: "resume",
        onEpoch: ({ epoch }) => epochs.push(epoch),
      });
      assert.deepEqual(epochs, [3, 4]);
      assert.deepEqual(await readFolder(out), await readFolder(unbroken));
      assert.deepEqual(await list(folder), ["run", "split", "unbroken"]);
    }, randomSplit(300, 8400)));
}

Deno.test("trainSplit() keeps the checkpoints where that is asked for", () =>
  withSplit(async ({ folder, split, out }) => {
    const options = {
      ...OPTIONS,
      earlyStopping: 5,
      checkpointSeconds: 0,
      keepCheckpoints: true,
    };
    await trainSplit(split, out, options);
    assert.deepEqual(await list(folder), [
      "run",
      "run.checkpoints",
      "split",
    ]);
    assert.deepEqual(await list(`${out}.checkpoints`), ["best", "last"]);
    // From the last one, which is of the end, nothing more is trained.
    const before = await readFolder(out);
    await trainSplit(split, out, {
      ...options,
      force: true,
      resume: "resume",
      keepCheckpoints: false,
      onEpoch: () => assert.fail("an epoch was trained"),
    });
    assert.deepEqual(await readFolder(out), before);
    assert.deepEqual(await list(folder), ["run", "split"]);
  }));

Deno.test("trainSplit() throws ArtifactError where a checkpoint is in the way", () =>
  withSplit(async (places) => {
    const { folder, split, out } = places;
    await interrupt(places, OPTIONS);
    const held = await readFolder(join(`${out}.checkpoints`, "last"));
    await assert.rejects(trainSplit(split, out, OPTIONS), {
      name: "ArtifactError",
      path: `${out}.checkpoints`,
      message:
        `Cannot train: there must be no checkpoint of an interrupted training, got "${out}.checkpoints"; --resume goes on from it, --force begins anew`,
    });
    assert.deepEqual(
      await readFolder(join(`${out}.checkpoints`, "last")),
      held,
    );

    const epochs: number[] = [];
    await trainSplit(split, out, {
      ...OPTIONS,
      force: true,
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    assert.deepEqual(epochs, [1, 2, 3]);
    assert.deepEqual(await list(folder), ["run", "split"]);
  }));

Deno.test("trainSplit() leaves no checkpoint of the run before when it begins anew", () =>
  withSplit(async (places) => {
    const { folder, split, out } = places;
    await interrupt(places, OPTIONS);
    await assert.rejects(
      trainSplit(split, out, {
        ...OPTIONS,
        force: true,
        onEpoch: () => {
          throw STOP;
        },
      }),
      STOP,
    );
    assert.deepEqual(await list(folder), ["split"]);
  }));

Deno.test("trainSplit() begins where there is no checkpoint to go on from", () =>
  withSplit(async ({ folder, split }) => {
    const outs = ["refuse", "resume", "resume-or-restart"] as const;
    for (const resume of outs) {
      await trainSplit(split, join(folder, resume), { ...OPTIONS, resume });
    }
    const [first, ...others] = await Promise.all(
      outs.map((name) => readFolder(join(folder, name))),
    );
    for (const other of others) assert.deepEqual(other, first);
  }));

/** What makes a checkpoint unfit, and what the refusal says. */
const UNFIT: Record<
  string,
  {
    spoil?: (places: Places) => Promise<void>;
    options?: TrainSplitOptions;
    message: RegExp;
  }
> = {
  "another split": {
    spoil: ({ split }) => writeSplit(split, randomSplit(300, 2000)),
    message:
      /^Cannot go on from ".*last": it must be of the same split, options and version, got another split; --force begins anew$/,
  },
  "other options": {
    options: { ...OPTIONS, epochs: 4, learningRate: 0.2 },
    message: /, got epochs 3 instead of 4; --force begins anew$/,
  },
  "a damaged file": {
    spoil: ({ out }) =>
      truncate(join(`${out}.checkpoints`, "last", "state.safetensors"), 20),
    message:
      /^Cannot read ".*state.safetensors": it must have \d+ bytes, got 20$/,
  },
  "a missing manifest": {
    spoil: ({ out }) => rm(join(`${out}.checkpoints`, "last", "manifest.json")),
    message:
      /last": it must be a folder made by kindred, got no readable manifest.json in it$/,
  },
};

for (const [what, { spoil, options, message }] of Object.entries(UNFIT)) {
  Deno.test(`trainSplit() refuses to go on from a checkpoint with ${what}, unless it may begin anew`, () =>
    withSplit(async (places) => {
      const { folder, split, out } = places;
      await interrupt(places, OPTIONS);
      await spoil?.(places);
      const wanted = options ?? OPTIONS;
      await assert.rejects(
        trainSplit(split, out, { ...wanted, resume: "resume" }),
        (error) => {
          assert.ok(error instanceof ArtifactError);
          assert.match(error.message, message);
          return true;
        },
      );
      assert.deepEqual(await list(folder), ["run.checkpoints", "split"]);

      await trainSplit(split, out, { ...wanted, resume: "resume-or-restart" });
      const fresh = join(folder, "fresh");
      await trainSplit(split, fresh, wanted);
      assert.deepEqual(await readFolder(out), await readFolder(fresh));
    }));
}

Deno.test("trainSplit() goes on by resume-or-restart where it can", () =>
  withSplit(async (places) => {
    await interrupt(places, OPTIONS);
    const epochs: number[] = [];
    await trainSplit(places.split, places.out, {
      ...OPTIONS,
      resume: "resume-or-restart",
      onEpoch: ({ epoch }) => epochs.push(epoch),
    });
    assert.deepEqual(epochs, [3]);
  }));

/** What fails before or while it trains, and leaves nothing behind. */
const FAILURES: Record<string, [TrainSplitOptions, error: unknown]> = {
  // Wherever it runs: there may be a GPU.
  "EngineUnavailableError for what cuda does not have": [
    { device: "cuda", model: "als" },
    EngineUnavailableError,
  ],
  "RangeError for an option out of range": [
    { dimensions: 6 },
    new RangeError(
      "Cannot train: dimensions must be a multiple of 4 in [4, 1024], got 6",
    ),
  ],
  "RangeError for threads out of range": [
    { threads: 0 },
    new RangeError(
      "Cannot train: threads must be a whole number >= 1, got 0",
    ),
  ],
  "TrainingDivergedError": [
    { learningRate: 4, l2: 1, epochs: 1 },
    { name: "TrainingDivergedError" },
  ],
};

for (const [what, [options, error]] of Object.entries(FAILURES)) {
  Deno.test(`trainSplit() throws ${what}, and leaves nothing behind`, () =>
    withSplit(async ({ folder, split, out }) => {
      await assert.rejects(
        trainSplit(split, out, { ...OPTIONS, ...options }),
        error as Error,
      );
      assert.deepEqual(await list(folder), ["split"]);
    }));
}

Deno.test("trainSplit() throws RangeError for a split without pairs, and leaves nothing behind", () => {
  const train: WeightedPairs = pairsOf([]);
  return withSplit(async ({ folder, split, out }) => {
    await assert.rejects(
      trainSplit(split, out, OPTIONS),
      new RangeError("Cannot train: there must be training pairs, got 0"),
    );
    assert.deepEqual(await list(folder), ["split"]);
  }, { ...CLIQUE_SPLIT, train });
});

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
    assert.deepEqual(await list(folder), ["split"]);
  }));

Deno.test("trainPlan() holds the resolved options and the split, not what it runs on", () =>
  withSplit(async ({ split, out }) => {
    const artifact = await openArtifact(split, "split");
    const { threads: _, ...options } = OPTIONS;
    assert.deepEqual(trainPlan(artifact, out, OPTIONS), {
      kind: "run",
      options: resolveTrainOptions(options),
      inputs: [{ kind: "split", path: "../split", sha256: artifact.sha256 }],
    });
    assert.throws(
      () => trainPlan(artifact, out, { negatives: 0 }),
      new RangeError(
        "Cannot train: negatives must be a whole number in [1, 1000], got 0",
      ),
    );
  }));
