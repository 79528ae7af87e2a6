// What a source may hold, and what `kindred ingest` makes of it: a sentence or a
// count with a place, never a crash, and never half an artifact.
import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { kindred, kindredJson, withFolder } from "./_kindred.ts";

const encoder = new TextEncoder();

/** Two records that name each other. */
const GOOD = [
  `{'asin': 'a', 'related': {'also_bought': ['b']}}`,
  `{'asin': 'b', 'related': {'also_bought': ['a']}}`,
];

/** Three rows of related pairs. */
const PAIRS = ["left,right,weight", "a,b,1", "b,c,2", "a,c,0.5"];

/** Bytes that are nothing: a fixed sequence, newlines and zeros among it. */
const GARBAGE = Uint8Array.from(
  { length: 1 << 16 },
  (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 24,
);

function joinBytes(...parts: (string | Uint8Array)[]): Uint8Array {
  const bytes = parts.map((part) =>
    typeof part === "string" ? encoder.encode(part) : part
  );
  const all = new Uint8Array(
    bytes.reduce((sum, { length }) => sum + length, 0),
  );
  let at = 0;
  for (const part of bytes) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Lines that must be skipped, each between good ones, and the reason. */
const SKIPPED: [name: string, line: string | Uint8Array, reason: string][] = [
  ["binary garbage", GARBAGE.filter((byte) => byte !== 10), "syntax"],
  ["100,000 nested brackets", "[".repeat(100_000), "syntax"],
  ["100,000 nested dicts", "{'a': ".repeat(100_000), "syntax"],
  ["an id of 1 MB", `{'asin': '${"x".repeat(1e6)}'}`, "id-too-long"],
  ["an empty id", `{'asin': ''}`, "no-id"],
  ["a record cut off", GOOD[0]!.slice(0, 20), "syntax"],
  ["a blank line", "", "blank"],
];

for (const [name, line, reason] of SKIPPED) {
  Deno.test(`kindred ingest counts and locates ${name}, and goes on`, () =>
    withFolder(async (folder) => {
      const source = join(folder, "meta.json");
      await writeFile(
        source,
        joinBytes(GOOD[0]!, "\n", line, "\n", GOOD[1]!, "\n"),
      );
      const out = join(folder, "out");
      const report = await kindredJson("ingest", source, "--out", out);
      assert.equal(report.pairs, 1);
      assert.deepEqual(Object.keys(report.skipped), [reason]);
      const { count, first } = report.skipped[reason];
      assert.deepEqual([count, first[0].source, first[0].line], [1, source, 2]);
      assert.ok(first[0].detail.length < 500);

      const strict = await kindred(
        "ingest",
        source,
        "--out",
        join(folder, "strict"),
        "--strict",
      );
      if (reason === "blank") assert.equal(strict.code, 0, strict.stderr);
      else {
        assert.equal(strict.code, 1);
        assert.match(
          strict.stderr,
          /^kindred: Cannot ingest .*at line 2: .*\n$/,
        );
      }
    }));
}

Deno.test("kindred ingest reads a line of 10 MB, a byte-order mark, Windows line ends and bytes that are no UTF-8", () =>
  withFolder(async (folder) => {
    const source = join(folder, "meta.json");
    const long = `{'asin': 'c', 'description': '${"long ".repeat(2e6)}', ` +
      `'related': {'also_viewed': ['a']}}`;
    await writeFile(
      source,
      joinBytes(
        "\ufeff" + GOOD.join("\r\n") + "\r\n" + long + "\r\n{'asin': 'd",
        Uint8Array.of(0xe9, 0xff),
        "', 'title': 'caf",
        Uint8Array.of(0xe9),
        "', 'related': {'also_bought': ['a']}}",
      ),
    );
    const out = join(folder, "out");
    const report = await kindredJson("ingest", source, "--out", out);
    assert.deepEqual(report.skipped, {});
    assert.equal(report.items, 4);
    assert.equal(report.pairs, 3);
  }));

/** Tables that cannot be used at all, and what the sentence says. */
const REFUSED: [name: string, content: string | Uint8Array, RegExp][] = [
  ["binary garbage", GARBAGE, /Cannot recognise .*binary data/],
  ["nothing", "", /Cannot recognise .*nothing but blank lines/],
  ["a page", "<!doctype html>\n<p>404\n", /Cannot recognise .*--format/],
  ["UTF-16", joinBytes(Uint8Array.of(0xff, 0xfe, 0x61, 0)), /UTF-16/],
  ["a zip archive", joinBytes("PK", Uint8Array.of(3, 4, 20, 0)), /zip/],
  ["a header only", "left,right\n", /got none|no pair|no row/],
  ["columns of something else", "colour,size\nred,3\n", /Cannot recognise/],
  ["a cut gzip file", gzipSync(GOOD.join("\n")).subarray(0, -9), /whole/],
];

for (const [name, content, sentence] of REFUSED) {
  Deno.test(`kindred ingest refuses ${name} with a sentence, and leaves nothing`, () =>
    withFolder(async (folder) => {
      const source = join(folder, "source");
      await writeFile(source, content);
      const { code, stdout, stderr } = await kindred(
        "ingest",
        source,
        "--out",
        join(folder, "out"),
      );
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^kindred: Cannot [^\n]+\n$/);
      assert.match(stderr, sentence);
      assert.equal(stdout, "");
      assert.deepEqual(await readdir(folder), ["source"]);
    }));
}

Deno.test("kindred ingest names the column that is lacking, and those there are", () =>
  withFolder(async (folder) => {
    const source = join(folder, "pairs.csv");
    await writeFile(source, PAIRS.join("\n"));
    const { code, stderr } = await kindred(
      "ingest",
      source,
      "--left",
      "lft",
      "--right",
      "right",
      "--out",
      join(folder, "out"),
    );
    assert.equal(code, 1);
    assert.match(stderr, /"lft"/);
    assert.match(stderr, /"left", "right", "weight"/);
  }));

/** Rows of a table of pairs that must be skipped, and the reason. */
const SKIPPED_ROWS: [name: string, row: string, reason: string][] = [
  ["a negative weight", "a,d,-1", "weight"],
  ["a weight of 0", "a,d,0", "weight"],
  ["an infinite weight", "a,d,inf", "weight"],
  ["a weight that is no number", "a,d,nan", "weight"],
  ["an empty id", ",d,1", "no-id"],
  ["an id of 1 MB", `a,${"x".repeat(1e6)},1`, "id-too-long"],
  ["too few values", "a", "columns"],
  ["too many values", "a,d,1,2,3", "columns"],
];

for (const [name, row, reason] of SKIPPED_ROWS) {
  Deno.test(`kindred ingest counts and locates a row with ${name}`, () =>
    withFolder(async (folder) => {
      const source = join(folder, "pairs.csv");
      await writeFile(source, [...PAIRS, row, "c,d,1", ""].join("\r\n"));
      const report = await kindredJson(
        "ingest",
        source,
        "--out",
        join(folder, "out"),
      );
      assert.equal(report.pairs, 4);
      assert.deepEqual(Object.keys(report.skipped), [reason]);
      const { count, first } = report.skipped[reason];
      assert.deepEqual([count, first[0].line], [1, 5]);
    }));
}

Deno.test("kindred ingest --allow-truncated keeps what is whole of a cut file", () =>
  withFolder(async (folder) => {
    const lines = Array.from(
      { length: 2000 },
      (_, i) => `{'asin': 'i${i}', 'related': {'also_bought': ['i${i ^ 1}']}}`,
    );
    const whole = gzipSync(lines.join("\n"));
    const source = join(folder, "cut.json.gz");
    await writeFile(source, whole.subarray(0, whole.length >> 1));
    const argv = ["ingest", source, "--out", join(folder, "out")];
    const refused = await kindred(...argv);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /gzip stream must be whole/);
    assert.deepEqual(await readdir(folder), ["cut.json.gz"]);

    const report = await kindredJson(...argv, "--allow-truncated");
    assert.equal(report.sources[0].truncated, true);
    assert.ok(report.products > 500 && report.products < 1500);
    // Every whole line was used: all but, at most, the one that is cut.
    assert.ok(report.lines - report.products <= 1);
    const { skipped } = report;
    assert.ok(Object.keys(skipped).every((reason) => reason === "cut"));
    const text = await readFile(join(folder, "out/report.json"), "utf8");
    assert.match(text, /"truncated": true/);
  }));
