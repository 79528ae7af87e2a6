import { runKindred } from "@kindred/cli";
import assert from "node:assert/strict";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { kindred, kindredJson, SAMPLE, withFolder } from "./_kindred.ts";

/** What is quick: few items to rank for, no intervals, and two epochs. */
const QUICK_BUT_EPOCHS = [
  ...["--query-limit", "20", "--resamples", "0", "--threads", "1"],
];
const QUICK = ["--epochs", "2", ...QUICK_BUT_EPOCHS];

const TWINS = ["--only", "baseline-binary,baseline-binary-bias"];

/** When each file of a folder was last written, by its path. */
async function timesOf(folder: string): Promise<Record<string, number>> {
  const names = await readdir(folder, { recursive: true });
  const times = await Promise.all(
    names.sort().map(async (name) =>
      [name, (await stat(join(folder, name))).mtimeMs] as const
    ),
  );
  return Object.fromEntries(times);
}

Deno.test("kindred reproduce makes experiments side by side, and a second call makes none again", () =>
  withFolder(async (folder) => {
    const out = join(folder, "out");
    const argv = ["reproduce", SAMPLE, "--out", out, ...QUICK];
    const first = await kindredJson(
      ...argv,
      "--only",
      "baseline-binary-bias,als,baseline-binary",
    );
    assert.deepEqual(Object.keys(first.stages), [
      "catalogue",
      "split",
      "runs/baseline-binary",
      "runs/baseline-binary-bias",
      "runs/als",
      "comparison",
      "reproduction",
    ]);

    const [plain, biased, als] = first.results;
    assert.deepEqual(
      [plain, biased, als].map(({ experiment }) => experiment.name),
      ["baseline-binary", "baseline-binary-bias", "als"],
    );
    for (const { figures, curve, time } of first.results) {
      assert.ok(figures.rocAuc > 0.5 && figures.rocAuc < 1);
      assert.ok(figures.ndcgAt10 > 0);
      assert.ok(curve.length >= 2);
      assert.equal(curve.at(-1).epoch, 2);
      assert.ok(time.seconds > 0);
    }
    // What alternating least squares learns in two epochs, Adam does not.
    assert.ok(als.figures.rocAuc > plain.figures.rocAuc);
    assert.deepEqual([first.published.name, first.sameData], [
      "Electronics",
      false,
    ]);

    const { restarts, cliff, biases, unseen } = first.effects;
    assert.deepEqual(
      restarts.rows.map((row: { name: string; epoch: number }) => [
        row.name,
        row.epoch,
      ]),
      [["baseline-binary", 1], ["baseline-binary-bias", 1]],
    );
    assert.equal(
      biases.rows[0].rocAuc,
      biased.figures.rocAuc - plain.figures.rocAuc,
    );
    assert.ok(cliff.rows.length >= 2);
    assert.equal(unseen.rows.length, 3);
    for (const { verdict } of [restarts, cliff, biases, unseen]) {
      assert.match(verdict, /\.$/);
    }

    const place = join(out, "reproduction");
    assert.deepEqual((await readdir(place)).sort(), [
      "manifest.json",
      "reproduction.html",
      "results.csv",
      "results.json",
      "results.md",
    ]);
    const table = await readFile(join(place, "results.csv"), "utf8");
    assert.match(table, /^baseline-binary,baseline,binary,false,0\.\d+,/m);
    assert.match(table, /,Electronics,0\.8083,,$/m);

    const times = await timesOf(out);
    const second = await kindredJson(
      ...argv,
      "--only",
      "als,baseline-binary,baseline-binary-bias",
    );
    for (const { made } of Object.values<{ made: boolean }>(second.stages)) {
      assert.equal(made, false);
    }
    assert.deepEqual(second.results, first.results);
    assert.deepEqual(await timesOf(out), times);
  }));

Deno.test("kindred reproduce, interrupted, goes on where it was, on a split that stays where it is", () =>
  withFolder(async (folder) => {
    const catalogue = join(folder, "catalogue");
    const split = join(folder, "split");
    await kindredJson("ingest", SAMPLE, "--out", catalogue);
    await kindredJson("split", catalogue, "--out", split);
    const out = join(folder, "out");
    const argv = ["reproduce", split, "--out", out, ...TWINS, ...QUICK];

    const interrupt = new AbortController();
    let stderr = "";
    const code = await runKindred(argv, {
      writeOut: () => {},
      writeError(text) {
        stderr += text;
        if (!stderr.includes("train baseline-binary-bias")) return;
        if (
          stderr.endsWith("\n") && /\bepoch 1\/2: [^]*epoch 1\/2: /.test(stderr)
        ) {
          interrupt.abort();
        }
      },
      isTerminal: false,
      signal: interrupt.signal,
    });
    assert.equal(code, 130, stderr);
    assert.match(stderr, /saved in .*; reproduce goes on from there/);
    const before = await readFile(join(out, "training_times.json"), "utf8");
    const half = JSON.parse(before)["baseline-binary-bias"];
    assert.equal(half.run, null);

    const { code: again, stdout, stderr: told } = await kindred(
      ...argv,
      "--json",
    );
    assert.equal(again, 0, told);
    assert.match(told, /going on in epoch 2/);
    const { stages, results } = JSON.parse(stdout);
    assert.equal(stages["runs/baseline-binary"].made, false);
    assert.equal(stages["runs/baseline-binary-bias"].made, true);
    assert.ok(results[1].time.seconds > half.seconds);
    assert.deepEqual((await readdir(out)).sort(), [
      "comparison",
      "reproduction",
      "runs",
      "training_times.json",
    ]);
  }));

Deno.test("kindred reproduce refuses what it cannot do, before any work", () =>
  withFolder(async (folder) => {
    const out = join(folder, "out");
    const run = async (...argv: string[]) => {
      const { code, stderr } = await kindred(
        "reproduce",
        ...argv,
        ...QUICK_BUT_EPOCHS,
      );
      return { code, sentence: stderr.trimEnd().split("\n").at(-1)! };
    };
    const unknown = await run(
      SAMPLE,
      "--out",
      out,
      "--only",
      "als,baselin-binary",
    );
    assert.equal(unknown.code, 2);
    assert.match(
      unknown.sentence,
      /got "baselin-binary"; nearest baseline-binary$/,
    );
    const one = await run(SAMPLE, "--out", out, "--only", "als");
    assert.match(one.sentence, /must name two experiments or more, got "als"$/);
    const missing = await run(join(folder, "none.json"), "--out", out);
    assert.equal(missing.code, 1);
    assert.match(missing.sentence, /none\.json/);
    await assert.rejects(stat(out));

    const two = ["--only", "als,baseline-binary"];
    const made = await run(SAMPLE, "--out", out, ...two, "--epochs", "2");
    assert.equal(made.code, 0, made.sentence);
    const ofRun = await run(join(out, "runs/als"), "--out", out);
    assert.equal(ofRun.code, 1);
    assert.match(
      ofRun.sentence,
      /it must be a source, a catalogue or a split, got a run$/,
    );

    await mkdir(join(out, "runs/baseline-binary-bias"));
    await writeFile(join(out, "runs/baseline-binary-bias/mine.txt"), "mine");
    const times = await timesOf(out);
    for (
      const [argv, found] of [
        [
          [...two, "--epochs", "3"],
          "it must not exist yet, got a run; --force",
        ],
        [
          [...two, "--seed", "2"],
          "it must not exist yet, got a split; --force",
        ],
        [[...TWINS, "--force"], 'got a folder with other files: "mine.txt"'],
      ] as const
    ) {
      const { code, sentence } = await run(SAMPLE, "--out", out, ...argv);
      assert.equal(code, 1);
      assert.ok(sentence.includes(found), sentence);
      assert.deepEqual(await timesOf(out), times);
    }

    const forced = await run(
      ...[SAMPLE, "--out", out, ...two, "--epochs", "3", "--force"],
    );
    assert.equal(forced.code, 0, forced.sentence);
  }));
