import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { kindred, kindredJson, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

/** Writes a split and two runs of it: one that learns, one that hardly begins. */
async function withRuns(
  use: (
    places: Record<"folder" | "split" | "learned" | "begun", string>,
  ) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const place = (name: string) => join(folder, name);
    const source = place("worlds.json");
    await writeTwoWorlds(source);
    await kindredJson("ingest", source, "--out", place("catalogue"));
    await kindredJson("split", place("catalogue"), "--out", place("split"));
    const places = {
      folder,
      split: place("split"),
      learned: join(folder, "a", "run"),
      begun: join(folder, "b", "run"),
    };
    const train = (out: string, ...flags: string[]) =>
      kindredJson("train", places.split, "--out", out, ...flags);
    await train(places.learned, "--dimensions", "8");
    await train(
      places.begun,
      "--recipe",
      "plain",
      "--dimensions",
      "8",
      "--epochs",
      "1",
      "--learning-rate",
      "0.001",
    );
    await use(places);
  });
}

Deno.test("kindred compare: tells which of two runs is better, and writes a page of both", () =>
  withRuns(async ({ folder, begun, learned }) => {
    const out = join(folder, "comparison");
    const plots = join(folder, "plots");
    const { runs, comparison } = await kindredJson(
      "compare",
      begun,
      learned,
      "--out",
      out,
      "--plots",
      plots,
    );
    assert.deepEqual(Object.keys(runs), ["b/run", "a/run"]);
    assert.ok(runs["a/run"].ndcgAt10 > runs["b/run"].ndcgAt10);
    const [{ first, other, metrics }] = comparison.comparisons;
    assert.deepEqual([first, other], ["b/run", "a/run"]);
    const ndcg = metrics.find(({ metric }: { metric: string }) =>
      metric === "ndcgAt10"
    );
    assert.equal(
      ndcg.difference,
      runs["a/run"].ndcgAt10 - runs["b/run"].ndcgAt10,
    );
    assert.equal(ndcg.verdict, "better");
    assert.ok(ndcg.interval[0] > 0);

    const page = await readFile(join(out, "report.html"), "utf8");
    assert.ok(page.includes("a/run") && page.includes("b/run"));
    assert.ok((await readdir(plots)).includes("precision_recall.svg"));
    const { kind } = await kindredJson("inspect", out, "--verify");
    assert.equal(kind, "comparison");
  }));

Deno.test("kindred compare: a run beside itself shows no difference", () =>
  withRuns(async ({ learned }) => {
    const { comparison } = await kindredJson("compare", learned, learned);
    const [{ metrics }] = comparison.comparisons;
    assert.ok(metrics.length > 10);
    for (const { metric, p, verdict } of metrics) {
      assert.equal(p, 1, metric);
      assert.equal(verdict, "no difference shown");
    }
  }));

Deno.test("kindred compare: refuses one run, and runs of two splits", () =>
  withRuns(async ({ folder, learned }) => {
    const one = await kindred("compare", learned);
    assert.equal(one.code, 2);
    assert.match(one.stderr, /RUN/);

    const catalogue = join(folder, "catalogue");
    const other = join(folder, "other");
    await kindredJson("split", catalogue, "--out", other, "--seed", "9");
    const run = join(folder, "run");
    await kindredJson("train", other, "--out", run, "--epochs", "1");
    const two = await kindred("compare", learned, run);
    assert.equal(two.code, 1);
    assert.match(
      two.stderr,
      /must be trained on the same split, got two/,
    );
  }));
