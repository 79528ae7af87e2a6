import {
  countPairs,
  createRandom,
  type RelatedPairs,
  RELATIONS,
  type WeightedPairs,
} from "@kindred/core";
import {
  CATALOGUE_FILES,
  isUpToDate,
  openArtifact,
  openInput,
  readSplit,
  relatedPairColumns,
  verifyArtifact,
  writeArtifact,
} from "@kindred/core/artifact";
import { writeNumberColumns } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder, pairKeys, randomPairs } from "./_testing.ts";
import {
  splitCatalogue,
  splitPlan,
  type ValidationNegativeKind,
} from "./split_catalogue.ts";
import { weighPairs } from "./weigh_pairs.ts";

const ITEM_COUNT = 40;

/** 90 pairs with random directions; some are only bought after viewing. */
function relatedPairs(): RelatedPairs {
  const random = createRandom(1);
  const { left, right } = randomPairs(random, 90, ITEM_COUNT);
  const bits = (): Uint8Array => Uint8Array.from(left, () => random.below(4));
  const only = Array.from({ length: 90 }, (_, p) => p % 9 === 0);
  const directions = Object.fromEntries(
    RELATIONS.map((relation) => [
      relation,
      relation === "buy_after_viewing"
        ? Uint8Array.from(bits(), (value) => value | 1)
        : Uint8Array.from(bits(), (value, p) => only[p] ? 0 : value),
    ]),
  );
  return { left, right, directions: directions as RelatedPairs["directions"] };
}

/** Writes a catalogue of `pairs` and returns its folder. */
async function writeCatalogue(
  folder: string,
  pairs: RelatedPairs = relatedPairs(),
  itemCount = ITEM_COUNT,
): Promise<string> {
  const out = join(folder, "catalogue");
  const plan = { kind: "catalogue" as const, options: {}, inputs: [] };
  await writeArtifact(out, plan, async (staging) => {
    await writeNumberColumns(
      join(staging, CATALOGUE_FILES.pairs),
      relatedPairColumns(pairs),
    );
    return { items: itemCount, pairs: pairs.left.length };
  });
  return out;
}

Deno.test("splitCatalogue() divides the weighed pairs and draws negatives", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const out = join(folder, "split");
    const manifest = await splitCatalogue(catalogue, out);

    const artifact = await openArtifact(out, "split");
    await verifyArtifact(artifact);
    assert.deepEqual(artifact.manifest, manifest);
    const { itemCount, train, validation } = await readSplit(artifact);
    const weighed = weighPairs(relatedPairs());
    const weights = new Map(
      pairKeys(weighed).map((key, p) => [key, weighed.weight[p]]),
    );
    const heldOut = Math.round(weighed.left.length / 3);

    assert.equal(itemCount, ITEM_COUNT);
    assert.deepEqual(
      validation.label,
      new Uint8Array(2 * heldOut).fill(1, 0, heldOut),
    );
    const judged = pairKeys(validation);
    const learned = pairKeys(train);
    assert.deepEqual(
      [...learned, ...judged.slice(0, heldOut)].toSorted(),
      [...weights.keys()].toSorted(),
    );
    for (const [p, key] of learned.entries()) {
      assert.equal(train.weight[p], weights.get(key));
    }
    const negatives = new Set(judged.slice(heldOut));
    assert.equal(negatives.size, heldOut);
    assert.ok(negatives.isDisjointFrom(weights));

    assert.deepEqual(manifest.counts, {
      items: ITEM_COUNT,
      trainPairs: weighed.left.length - heldOut,
      validationPairs: heldOut,
      validationNegatives: heldOut,
      itemsSeen: countPairs(train, ITEM_COUNT).filter((n) => n > 0).length,
      sparedPairs: 0,
    });
    assert.deepEqual(manifest.options, {
      relationWeights: {
        also_bought: 1,
        also_viewed: 0.5,
        bought_together: 1.2,
        buy_after_viewing: 0,
      },
      countDirections: false,
      method: "random",
      validationShare: 1 / 3,
      validationNegatives: "uniform",
      negativesPerPositive: 1,
      seed: 1,
    });
    const input = await openInput(artifact, "catalogue");
    assert.equal(input.directory, catalogue);
  }));

Deno.test("splitCatalogue() gives equal bytes for equal input", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const [one, two, other] = ["one", "two", "other"].map((name) =>
      join(folder, name)
    ) as [string, string, string];
    await splitCatalogue(catalogue, one, { seed: 5 });
    await splitCatalogue(catalogue, two, { seed: 5 });
    await splitCatalogue(catalogue, other, { seed: 6 });
    const names = await readdir(one);
    assert.deepEqual(names.toSorted(), [
      "manifest.json",
      "train.parquet",
      "validation.parquet",
    ]);
    for (const name of names) {
      const bytes = await readFile(join(one, name));
      assert.ok(bytes.equals(await readFile(join(two, name))), name);
      assert.ok(!bytes.equals(await readFile(join(other, name))), name);
    }
  }));

Deno.test("splitCatalogue() passes its options on", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const options = {
      relationWeights: {
        also_bought: 0,
        also_viewed: 0,
        bought_together: 0,
        buy_after_viewing: 2,
      },
      countDirections: true,
      method: "seen-only",
      validationShare: 0.1,
      validationNegatives: "degree-matched",
      negativesPerPositive: 4,
      seed: 3,
    } as const;
    const out = join(folder, "split");
    const manifest = await splitCatalogue(catalogue, out, options);
    assert.deepEqual(manifest.options, options);
    assert.equal(manifest.counts.trainPairs, 81);
    assert.equal(manifest.counts.validationPairs, 9);
    assert.equal(manifest.counts.validationNegatives, 36);
    const { train, validation } = await readSplit(
      await openArtifact(out, "split"),
    );
    assert.deepEqual(new Set(train.weight), new Set([2, 4]));
    // Degree-matched: only items of the nine held-out pairs.
    const held = new Set([
      ...validation.left.subarray(0, 9),
      ...validation.right.subarray(0, 9),
    ]);
    assert.deepEqual(validation.label, new Uint8Array(45).fill(1, 0, 9));
    assert.ok(validation.left.every((row) => held.has(row)));
    assert.ok(validation.right.every((row) => held.has(row)));
  }));

Deno.test("splitPlan() says whether a split is up to date", () =>
  inTemporaryFolder(async (folder) => {
    const directory = await writeCatalogue(folder);
    const out = join(folder, "split");
    const catalogue = await openArtifact(directory, "catalogue");
    assert.equal(await isUpToDate(out, splitPlan(catalogue, out)), false);
    await splitCatalogue(directory, out);
    // Whether it may be replaced is not part of the plan.
    for (
      const options of [
        {},
        { seed: 1 },
        { force: true },
        { relationWeights: { also_viewed: 0.5 } },
      ]
    ) {
      const plan = splitPlan(catalogue, out, options);
      assert.equal(await isUpToDate(out, plan), true);
    }
    for (
      const options of [
        { seed: 2 },
        { countDirections: true },
        { validationShare: 0.5 },
        { method: "leave-one-out" },
        { validationNegatives: "degree-matched" },
        { negativesPerPositive: 2 },
        { relationWeights: { also_viewed: 1 } },
      ] as const
    ) {
      const plan = splitPlan(catalogue, out, options);
      assert.equal(await isUpToDate(out, plan), false);
    }
  }));

Deno.test("splitPlan() holds no share where leave-one-out has no use for it", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await openArtifact(
      await writeCatalogue(folder),
      "catalogue",
    );
    const plans = [0.2, 0.3].map((validationShare) =>
      splitPlan(catalogue, join(folder, "split"), {
        method: "leave-one-out",
        validationShare,
      })
    );
    assert.deepEqual(plans[0], plans[1]);
    assert.equal(plans[0]!.options.validationShare, null);
  }));

/** Writes a catalogue whose pairs have weights, and times if they are given. */
async function writeWeightedCatalogue(
  folder: string,
  pairs: WeightedPairs,
  time?: Float64Array,
): Promise<string> {
  const out = join(folder, "catalogue");
  const plan = { kind: "catalogue" as const, options: {}, inputs: [] };
  await writeArtifact(out, plan, async (staging) => {
    await writeNumberColumns(join(staging, CATALOGUE_FILES.pairs), {
      ...pairs,
      ...(time === undefined ? {} : { time }),
    });
    return { items: ITEM_COUNT, pairs: pairs.left.length };
  });
  return out;
}

Deno.test("splitCatalogue() keeps weights that pairs come with, and splits them by time", () =>
  inTemporaryFolder(async (folder) => {
    const pairs = randomPairs(createRandom(2), 60, ITEM_COUNT);
    // The first twenty are the latest.
    const time = Float64Array.from({ length: 60 }, (_, p) => 1e9 - p);
    const catalogue = await writeWeightedCatalogue(folder, pairs, time);
    const out = join(folder, "split");
    await splitCatalogue(catalogue, out, { method: "time" });
    const { train, validation } = await readSplit(
      await openArtifact(out, "split"),
    );
    assert.deepEqual(train.weight, pairs.weight.subarray(20));
    assert.deepEqual(
      pairKeys(validation).slice(0, 20),
      pairKeys(pairs).slice(0, 20),
    );
  }));

Deno.test("splitCatalogue() throws KindredError if relation weights meet pairs with weights", () =>
  inTemporaryFolder(async (folder) => {
    const pairs = randomPairs(createRandom(3), 60, ITEM_COUNT);
    const catalogue = await writeWeightedCatalogue(folder, pairs);
    const out = join(folder, "split");
    for (
      const options of [{ relationWeights: {} }, { countDirections: true }]
    ) {
      await assert.rejects(splitCatalogue(catalogue, out, options), {
        name: "KindredError",
        message:
          `Cannot weigh the pairs of "${catalogue}": they must have relations, got pairs that have weights already`,
      });
    }
    await splitCatalogue(catalogue, out, { countDirections: false });
  }));

Deno.test("splitCatalogue() throws KindredError if there are no times to split by", () =>
  inTemporaryFolder(async (folder) => {
    const pairs = randomPairs(createRandom(4), 60, ITEM_COUNT);
    const [related, weighted] = [join(folder, "one"), join(folder, "two")];
    await mkdir(related);
    await mkdir(weighted);
    for (
      const catalogue of [
        await writeCatalogue(related),
        await writeWeightedCatalogue(weighted, pairs),
      ]
    ) {
      await assert.rejects(
        splitCatalogue(catalogue, join(folder, "split"), { method: "time" }),
        {
          name: "KindredError",
          message:
            `Cannot split "${catalogue}" by time: its pairs must have times, got none`,
        },
      );
    }
  }));

Deno.test("splitCatalogue() throws RangeError if negatives are asked for that do not exist", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const out = join(folder, "split");
    for (const negativesPerPositive of [0, 1.5, 101]) {
      await assert.rejects(
        splitCatalogue(catalogue, out, { negativesPerPositive }),
        new RangeError(
          `Cannot draw negatives: the negatives per positive must be a whole number in [1, 100], got ${negativesPerPositive}`,
        ),
      );
    }
    const validationNegatives = "hard" as ValidationNegativeKind;
    await assert.rejects(
      splitCatalogue(catalogue, out, { validationNegatives }),
      new RangeError(
        'Cannot draw negatives: their kind must be one of uniform, degree-matched, got "hard"',
      ),
    );
    assert.deepEqual(await readdir(folder), ["catalogue"]);
  }));

Deno.test("splitCatalogue() throws ArtifactError if out is taken", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const out = join(folder, "split");
    await splitCatalogue(catalogue, out, { seed: 1 });
    await assert.rejects(splitCatalogue(catalogue, out, { seed: 2 }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist yet, got a split; --force replaces it`,
    });
    const { options } = await splitCatalogue(catalogue, out, {
      seed: 2,
      force: true,
    });
    assert.equal(options.seed, 2);
  }));

Deno.test("splitCatalogue() throws ArtifactError if the catalogue is damaged", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const path = join(catalogue, CATALOGUE_FILES.pairs);
    await rm(path);
    await assert.rejects(splitCatalogue(catalogue, join(folder, "split")), {
      name: "ArtifactError",
      path,
    });
    assert.deepEqual(await readdir(folder), ["catalogue"]);
  }));

Deno.test("splitCatalogue() throws RangeError if negatives do not suffice", () =>
  inTemporaryFolder(async (folder) => {
    // All three pairs of three items: nothing is left to draw.
    const ones = Uint8Array.of(1, 1, 1);
    const catalogue = await writeCatalogue(folder, {
      left: Uint32Array.of(0, 0, 1),
      right: Uint32Array.of(1, 2, 2),
      directions: {
        also_bought: ones,
        also_viewed: ones,
        bought_together: ones,
        buy_after_viewing: ones,
      },
    }, 3);
    await assert.rejects(splitCatalogue(catalogue, join(folder, "split")), {
      name: "RangeError",
      message:
        "Cannot draw negatives: at most 0 distinct pairs of 3 items are unknown, got a wish for 1",
    });
    assert.deepEqual(await readdir(folder), ["catalogue"]);
  }));

Deno.test("splitCatalogue() leaves nothing where it is aborted", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(folder);
    const reason = new Error("interrupted");
    await assert.rejects(
      splitCatalogue(catalogue, join(folder, "split"), {
        signal: AbortSignal.abort(reason),
      }),
      reason,
    );
    assert.deepEqual(await readdir(folder), ["catalogue"]);
  }));
