import {
  openArtifact,
  readSplit,
  writeArtifact,
  writeSplitFiles,
} from "@kindred/core/artifact";
import { drawValidationNegatives, splitPairs } from "@kindred/sampler";
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runQuietly } from "./_testing.ts";

/** Items of a ring, each in pairs with its three neighbours on both sides. */
const ITEMS = 60;

/** Hands a folder with a `split` in it to `use`, and removes it whatever happens. */
async function withSplit(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-tune-"));
  try {
    const rows = Array.from({ length: 3 * ITEMS }, (_, p) => [
      Math.floor(p / 3),
      (Math.floor(p / 3) + p % 3 + 1) % ITEMS,
    ]);
    const pairs = {
      left: Uint32Array.from(rows, ([a, b]) => Math.min(a!, b!)),
      right: Uint32Array.from(rows, ([a, b]) => Math.max(a!, b!)),
      weight: new Float32Array(rows.length).fill(1),
    };
    const { train, validation } = splitPairs(pairs);
    const count = validation.left.length;
    const negatives = drawValidationNegatives(pairs, count, ITEMS);
    const plan = { kind: "split" as const, options: {}, inputs: [] };
    await writeArtifact(join(folder, "split"), plan, async (staging) => {
      await writeSplitFiles(staging, {
        itemCount: ITEMS,
        train,
        validation: {
          left: Uint32Array.of(...validation.left, ...negatives.left),
          right: Uint32Array.of(...validation.right, ...negatives.right),
          label: new Uint8Array(2 * count).fill(1, 0, count),
        },
      });
      return { items: ITEMS, trainPairs: train.left.length };
    });
    await use(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** Cells of trials.csv but the seconds, line by line. */
async function readTrials(tuning: string): Promise<string[][]> {
  const text = await readFile(join(tuning, "trials.csv"), "utf8");
  const [heading, ...lines] = text.trimEnd().split("\n").map((line) =>
    line.split(",")
  );
  const seconds = heading!.indexOf("seconds");
  assert.ok(seconds > 0);
  return [heading!, ...lines].map((cells) => cells.toSpliced(seconds, 1));
}

Deno.test("kindred tune tries as many candidates as asked for, a third of them twice, and gives the same again", async () => {
  await withSplit(async (folder) => {
    const tune = async (out: string) => {
      const { code, stdout, stderr } = await runQuietly([
        ...["tune", join(folder, "split"), "--out", join(folder, out)],
        ...["--trials", "4", "--recipe", "als", "--seed", "3", "--json"],
        ...["--threads", "1"],
      ]);
      assert.equal(code, 0, stderr);
      return JSON.parse(stdout);
    };
    const { trials, best, defaults } = await tune("first");
    const [heading, ...lines] = await readTrials(join(folder, "first"));
    assert.deepEqual(heading!.slice(0, 6), [
      "candidate",
      "rung",
      "epochs_trained",
      "roc_auc",
      "ndcg_at_10",
      "score",
    ]);
    assert.deepEqual(lines.slice(0, 4).map(([candidate]) => candidate), [
      ...["1", "2", "3", "4"],
    ]);
    // The best two of four go on, and the defaults in any case.
    const second = lines.slice(4);
    assert.ok(second.length === 2 || second.length === 3, `${second.length}`);
    assert.ok(second.every(([, rung]) => rung === "2"));
    assert.ok(second.some(([candidate]) => candidate === "1"));
    assert.deepEqual(
      [trials.length, best, defaults.candidate, defaults.epochs],
      [lines.length, trials[0], 1, 8],
    );
    const whole = trials.filter(({ rung }: { rung: number }) => rung === 2);
    assert.equal(
      best.score,
      Math.max(...whole.map(({ score }: { score: number }) => score)),
    );

    await tune("again");
    assert.deepEqual(await readTrials(join(folder, "again")), [
      heading,
      ...lines,
    ]);
    const toml = (out: string) =>
      readFile(join(folder, out, "best.toml"), "utf8");
    assert.equal(await toml("again"), await toml("first"));
  });
});

Deno.test("kindred tune never looks at the split's validation pairs", async () => {
  await withSplit(async (folder) => {
    const artifact = await openArtifact(join(folder, "split"), "split");
    const { train, validation, itemCount } = await readSplit(artifact);
    const { manifest: { options, counts } } = artifact;
    const plan = { kind: "split" as const, options, inputs: [] };
    await writeArtifact(join(folder, "other"), plan, async (staging) => {
      validation.label.reverse();
      await writeSplitFiles(staging, { itemCount, train, validation });
      return counts;
    });
    for (const name of ["split", "other"]) {
      const { code, stderr } = await runQuietly([
        ...["tune", join(folder, name), "--out", join(folder, `${name}-tuned`)],
        ...["--trials", "2", "--recipe", "als", "--threads", "1"],
      ]);
      assert.equal(code, 0, stderr);
    }
    assert.deepEqual(
      await readTrials(join(folder, "other-tuned")),
      await readTrials(join(folder, "split-tuned")),
    );
  });
});

Deno.test("kindred train takes the best.toml of each recipe", async () => {
  for (const recipe of ["kindred", "plain", "als"]) {
    await withSplit(async (folder) => {
      const tuning = join(folder, "tuning");
      const tuned = await runQuietly([
        ...["tune", join(folder, "split"), "--out", tuning, "--json"],
        ...["--trials", "3", "--recipe", recipe, "--threads", "1"],
      ]);
      assert.equal(tuned.code, 0, tuned.stderr);
      const trained = await runQuietly([
        ...["train", join(folder, "split"), "--out", join(folder, "run")],
        ...["--config", join(tuning, "best.toml")],
      ]);
      assert.equal(trained.code, 0, trained.stderr);
      const { manifest } = await openArtifact(join(folder, "run"), "run");
      const { best } = JSON.parse(tuned.stdout);
      for (const [name, value] of Object.entries(best.options)) {
        assert.equal(manifest.options[name], value, name);
      }
    });
  }
});

Deno.test("kindred tune ends with its time, and says so where that was too short", async () => {
  await withSplit(async (folder) => {
    const tune = (minutes: number) =>
      runQuietly([
        ...["tune", join(folder, "split"), "--out", join(folder, "tuning")],
        ...["--minutes", String(minutes), "--recipe", "als"],
        ...["--threads", "1"],
      ]);
    const hasty = await tune(1e-9);
    assert.equal(hasty.code, 1);
    assert.match(hasty.stderr, /Cannot tune: the time must suffice for/);
    assert.deepEqual(await readdir(folder), ["split"]);

    // How much is enough for a trial is the machine's.
    let ended = hasty;
    for (let minutes = 1 / 60; ended.code !== 0; minutes *= 3) {
      assert.equal(ended.code, 1);
      ended = await tune(minutes);
    }
    assert.match(ended.stdout, /^candidate +epochs +ROC-AUC/);
    assert.match(ended.stdout, /best\.toml, for train --config\n$/);
  });
});

Deno.test("kindred tune writes what it found when it is interrupted, and ends with 130", async () => {
  await withSplit(async (folder) => {
    const interruption = new AbortController();
    const tuning = join(folder, "tuning");
    const { code, stdout } = await runQuietly(
      [
        ...["tune", join(folder, "split"), "--out", tuning],
        ...["--recipe", "als", "--threads", "1"],
      ],
      {
        signal: interruption.signal,
        onError(text) {
          if (!text.startsWith("candidate 2,")) return;
          interruption.abort(new Error("interrupted"));
        },
      },
    );
    assert.equal(code, 130);
    assert.match(stdout, /the best of 2 trials is in .*best\.toml/);
    const { manifest } = await openArtifact(tuning, "tuning");
    assert.deepEqual(manifest.counts, { candidates: 2, trials: 2 });
    assert.equal((await readTrials(tuning)).length, 1 + 2);
  });
});

Deno.test("kindred tune refuses nonsense before it works", async () => {
  await withSplit(async (folder) => {
    const split = join(folder, "split");
    const out = join(folder, "tuning");
    const cases: [string[], number, RegExp][] = [
      [[split], 2, /--out DIR must be given/],
      [[split, "--out", out, "--minutes", "0"], 2, /a number in \(0, 10080\]/],
      [[split, "--out", out, "--trials", "0"], 2, /a whole number in \[1/],
      [[split, "--out", out, "--recipe", "baseline"], 2, /kindred, plain, als/],
      [[split, "--out", out, "--metric", "auc"], 2, /mean, ndcg, roc-auc/],
      [[join(folder, "nosuch"), "--out", out], 1, /Cannot read/],
      [[split, "--out", split], 1, /Cannot write/],
    ];
    for (const [argv, expected, message] of cases) {
      const { code, stdout, stderr } = await runQuietly(["tune", ...argv]);
      assert.equal(code, expected, stderr);
      assert.equal(stdout, "");
      assert.match(stderr, message);
    }
    assert.deepEqual(await readdir(folder), ["split"]);
  });
});
