import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { kindred, kindredJson, withFolder } from "./_kindred.ts";
import { worldId, writeTwoWorlds } from "./_two_worlds.ts";

/** Small and quick: the worlds are told apart within a second. */
const RECIPE = ["--dimensions", "16", "--epochs", "60", "--seed", "3"];

Deno.test("kindred run: what is bought in one world is recommended in that world", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    const out = join(folder, "out");
    await writeTwoWorlds(source);
    const { metrics, stages } = await kindredJson(
      "run",
      source,
      "--out",
      out,
      ...RECIPE,
    );
    assert.ok(metrics.rocAuc > 0.95, `ROC-AUC ${metrics.rocAuc}`);
    assert.deepEqual(Object.keys(stages), [
      "catalogue",
      "split",
      "run",
      "report",
      "model",
    ]);

    for (const world of ["TEA", "NUT"] as const) {
      const [{ item, similar }] = await kindredJson(
        "recommend",
        join(out, "model"),
        "--item",
        worldId(world, 4),
        "-k",
        "11",
      );
      assert.equal(item.id, worldId(world, 4));
      const expected = Array.from({ length: 12 }, (_, n) => worldId(world, n))
        .filter((id) => id !== item.id);
      assert.deepEqual(
        similar.map((one: { item: { id: string } }) => one.item.id).sort(),
        expected,
      );
      for (const { score } of similar) assert.ok(score > 0 && score <= 1);
    }
  }));

Deno.test("kindred: the stages one by one give the bytes of kindred run", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    await writeTwoWorlds(source);
    const whole = join(folder, "whole");
    await kindredJson("run", source, "--out", whole, ...RECIPE);

    const parts = join(folder, "parts");
    const place = (name: string) => join(parts, name);
    await kindredJson("ingest", source, "--out", place("catalogue"));
    await kindredJson(
      "split",
      place("catalogue"),
      "--out",
      place("split"),
      "--seed",
      "3",
    );
    await kindredJson(
      "train",
      place("split"),
      "--out",
      place("run"),
      ...RECIPE,
    );
    await kindredJson("evaluate", place("run"), "--out", place("report"));
    await kindredJson(
      "export",
      place("run"),
      "--report",
      place("report"),
      "--out",
      place("model"),
      // It holds times, which no two runs share.
      "--precision-table",
      "off",
    );
    for (const stage of await readdir(whole)) {
      const [a, b] = await Promise.all(
        [whole, parts].map((out) =>
          Deno.readTextFile(join(out, stage, "manifest.json"))
        ),
      );
      // A manifest holds the hash of every file.
      assert.equal(a, b, stage);
    }
  }));

Deno.test("kindred run: stages that are unchanged are not done again, changed ones not without --force", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    const out = join(folder, "out");
    await writeTwoWorlds(source);
    const made = async (...flags: string[]) => {
      const { stages } = await kindredJson(
        "run",
        source,
        "--out",
        out,
        "--dimensions",
        "8",
        ...flags,
      );
      return Object.entries(stages as Record<string, { made: boolean }>)
        .filter(([, stage]) => stage.made).map(([name]) => name);
    };
    assert.equal((await made("--epochs", "2")).length, 5);
    assert.deepEqual(await made("--epochs", "2"), []);

    const refused = await kindred(
      "run",
      source,
      "--out",
      out,
      "--dimensions",
      "8",
      "--epochs",
      "3",
    );
    assert.equal(refused.code, 1);
    assert.match(
      refused.stderr,
      /Cannot write ".*run": it must not exist yet, got a run; --force replaces it\n$/,
    );
    assert.deepEqual(await made("--epochs", "3", "--force"), [
      "run",
      "report",
      "model",
    ]);
  }));

Deno.test("kindred evaluate --json prints the model's metrics and the baselines'", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    await writeTwoWorlds(source);
    const out = join(folder, "out");
    await kindredJson("run", source, "--out", out, ...RECIPE);
    const metrics = await kindredJson("evaluate", join(out, "run"));
    const names = [
      "rocAuc",
      "averagePrecision",
      "recallAt10",
      "precisionAt10",
      "ndcgAt10",
      "hitRateAt10",
      "mapAt10",
      "coverageAt10",
      "giniAt10",
      "mrr",
    ];
    const scorers = [metrics, ...Object.values<never>(metrics.baselines)];
    assert.equal(scorers.length, 6);
    for (const scorer of scorers) {
      for (const name of names) {
        assert.ok(
          scorer[name] >= 0 && scorer[name] <= 1,
          `${name} is ${scorer[name]}`,
        );
      }
    }
    assert.deepEqual(Object.keys(metrics.slices), [
      "seen",
      "head",
      "middle",
      "tail",
      "also_bought",
      "degreeMatched",
    ]);
    const written = JSON.parse(
      await Deno.readTextFile(join(out, "report", "metrics.json")),
    );
    assert.deepEqual(metrics, written);
  }));
