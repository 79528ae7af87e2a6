import assert from "node:assert/strict";
import {
  cp,
  mkdir,
  readdir,
  readFile,
  truncate,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { kindred, kindredJson, SAMPLE, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

/** One sentence for a person: no stack, no second line. */
const SENTENCE = /^kindred: Cannot [^\n]+\n$/;

Deno.test("kindred: a wrong command line is refused with 2, before any work", () =>
  withFolder(async (folder) => {
    const out = join(folder, "out");
    const cases: [string[], RegExp][] = [
      [["trian"], /nearest train/],
      [["run", SAMPLE, "--out", out, "--epoch", "3"], /nearest --epochs/],
      [
        ["run", SAMPLE, "--out", out, "--epochs", "0"],
        /Cannot read --epochs: it must be a whole number in \[1, 10000\], got "0"/,
      ],
      [
        ["run", SAMPLE, "--out", out, "--dimensions", "6"],
        /--dimensions: .*multiple of 4.*, got "6"/,
      ],
      [["run", SAMPLE], /--out DIR must be given, got none/],
      [["run", "--out", out], /it takes at least 1 SOURCE, got none/],
      [
        ["run", SAMPLE, "--out", out, "--device", "gpu"],
        /it must be one of auto, cpu, cuda, got "gpu"/,
      ],
      [["recommend", "model"], /--item ID must be given, got none/],
      [["recommend", "model", "--item", "a", "-k", "x"], /got "x"/],
      [["serve", "model", "--port", "70000"], /got "70000"/],
      [["doctor", "me"], /it takes no operand, got "me"/],
    ];
    for (const [argv, message] of cases) {
      const { code, stdout, stderr } = await kindred(...argv);
      assert.equal(code, 2, argv.join(" "));
      assert.match(stderr, SENTENCE);
      assert.match(stderr, message);
      assert.equal(stdout, "");
    }
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("kindred run: a bad source fails with 1 and leaves nothing behind", () =>
  withFolder(async (folder) => {
    const source = join(folder, "source");
    const out = join(folder, "out");
    const gzip = await readFile(SAMPLE);
    const cases: [string | Uint8Array, RegExp][] = [
      ["", /it must hold product records, or .*, got nothing but blank lines/],
      [
        "{'asin': 'A', 'title",
        /got none in 1 line; line 1: column \d+ must hold a closing '/,
      ],
      [
        gzip.subarray(0, 50_000),
        /its gzip stream must be whole, got an end in its middle after \d+ bytes of text/,
      ],
      [
        "{'asin': 'A'}\n{'asin': 'B'}\n",
        /its products must go with one another, got 2 products and no pair among them/,
      ],
    ];
    for (const [content, message] of cases) {
      await writeFile(source, content);
      const { code, stderr } = await kindred(
        "run",
        source,
        "--out",
        out,
        "--quiet",
      );
      assert.equal(code, 1);
      assert.match(stderr, SENTENCE);
      assert.match(stderr, message);
      assert.ok(stderr.includes(source));
      assert.deepEqual(await readdir(folder), ["source"]);
    }
    const missing = await kindred("run", `${source}2`, "--out", out, "--quiet");
    assert.equal(missing.code, 1);
    assert.match(
      missing.stderr,
      /source2": it must be a readable file, got no such file\n$/,
    );
    const gpu = await kindred(
      ...["run", SAMPLE, "--out", out, "--device", "cuda", "--recipe", "als"],
    );
    assert.equal(gpu.code, 1);
    assert.match(gpu.stderr, /^kindred: Cannot train on cuda: /);
    assert.deepEqual(await readdir(folder), ["source"]);
  }));

Deno.test("kindred ingest: broken lines are skipped, counted and located", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    await writeTwoWorlds(source);
    const whole = await readFile(source, "utf8");
    await writeFile(source, `{'asin': 'TEA99', 'title': open(\n\n${whole}`);
    const report = await kindredJson(
      "ingest",
      source,
      "--out",
      join(folder, "catalogue"),
    );
    assert.equal(report.products, 24);
    assert.equal(report.skipped.syntax.count, 1);
    assert.equal(report.skipped.syntax.first[0].line, 1);
    assert.equal(report.skipped.blank.first[0].line, 2);
  }));

Deno.test("kindred: an output folder with other files is never touched", () =>
  withFolder(async (folder) => {
    const thesis = join(folder, "thesis");
    await mkdir(thesis);
    await writeFile(join(thesis, "chapter1"), "years of work");
    const { code, stderr } = await kindred(
      "ingest",
      SAMPLE,
      "--out",
      thesis,
      "--force",
    );
    assert.equal(code, 1);
    assert.match(stderr, /got a folder with other files: "chapter1"\n$/);
    assert.equal(
      await readFile(join(thesis, "chapter1"), "utf8"),
      "years of work",
    );
  }));

Deno.test("kindred: a damaged model or unknown item is named, with 1", () =>
  withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    const out = join(folder, "out");
    await writeTwoWorlds(source);
    await kindredJson(
      "run",
      source,
      "--out",
      out,
      "--epochs",
      "2",
      "--dimensions",
      "4",
    );
    const model = join(out, "model");
    const unknown = await kindred("recommend", model, "--item", "TEA0");
    assert.equal(unknown.code, 1);
    assert.equal(unknown.stdout, "");
    assert.match(unknown.stderr, SENTENCE);
    assert.match(unknown.stderr, /got "TEA0"; nearest "TEA00"/);

    for (const file of ["weights.bin", "items.ndjson", "neighbours.onnx"]) {
      const damaged = join(folder, `damaged-${file}`);
      await cp(model, damaged, { recursive: true });
      await truncate(join(damaged, file), 10);
      for (
        const argv of [
          ["recommend", damaged, "--item", "TEA00"],
          ["serve", damaged, "--port", "0"],
          ["inspect", damaged],
        ]
      ) {
        const { code, stderr } = await kindred(...argv);
        assert.equal(code, 1);
        assert.match(stderr, SENTENCE);
        assert.ok(stderr.includes(join(damaged, file)), stderr);
      }
    }
    const flipped = join(folder, "flipped");
    await cp(model, flipped, { recursive: true });
    const weights = join(flipped, "weights.bin");
    const bytes = await readFile(weights);
    bytes[0]! ^= 1;
    await writeFile(weights, bytes);
    const verified = await kindred("inspect", flipped, "--verify");
    assert.equal(verified.code, 1);
    assert.match(verified.stderr, /Cannot trust ".*weights.bin": its sha256/);

    const wrongKind = await kindred("train", model, "--out", join(folder, "x"));
    assert.match(wrongKind.stderr, /it must hold a split, got a model\n$/);
  }));
