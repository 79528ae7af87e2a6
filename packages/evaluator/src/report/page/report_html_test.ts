import assert from "node:assert/strict";
import { worldSource } from "../_testing.ts";
import { makeReport } from "../make_report.ts";

const one = await makeReport(await worldSource(["run"]));
const two = await makeReport(await worldSource(["first", "<second>"]));

const SECTIONS = [
  "warnings",
  "summary",
  "counts",
  "learning",
  "pairs",
  "ranking",
  "exposure",
  "slices",
  "map",
  "neighbours",
  "configuration",
  "hashes",
];

Deno.test("reportHtml() lists the sections that it has, warnings first", () => {
  const ids = ({ page }: { page: string }, pattern: RegExp) =>
    [...page.matchAll(pattern)].map(([, id]) => id);
  for (
    const [report, sections] of [
      [one, SECTIONS],
      [two, SECTIONS.toSpliced(3, 0, "comparison")],
    ] as const
  ) {
    assert.deepEqual(ids(report, /<section id="(\w+)">/g), sections);
    assert.deepEqual(ids(report, /<a href="#(\w+)">/g), sections);
  }
});

Deno.test("reportHtml() has no script, loads nothing, and escapes names", () => {
  for (const { page } of [one, two]) {
    assert.match(
      page,
      /<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">/,
    );
    assert.doesNotMatch(page, /<script|<link|<img|<iframe|@import|url\(|<b>/);
    assert.ok(page.includes("&lt;b&gt;Item &amp; &quot;1&quot;&lt;/b&gt;"));
  }
  assert.ok(two.page.includes("Comparison of first, &lt;second&gt;"));
  assert.ok(!two.page.includes("<second>"));
});

Deno.test("reportHtml() leaves no hole where something is not known", () => {
  for (const { page } of [one, two]) {
    assert.doesNotMatch(page, /undefined|NaN|null<|\[object|Infinity/);
  }
});

Deno.test("reportHtml() has headings in order", () => {
  for (const { page } of [one, two]) {
    const levels = [...page.matchAll(/<h(\d)>/g)].map(([, level]) =>
      Number(level)
    );
    assert.equal(levels.filter((level) => level === 1).length, 1);
    for (const [i, level] of levels.entries()) {
      assert.ok(level <= (levels[i - 1] ?? 0) + 1, `heading ${i}`);
    }
  }
});

Deno.test("reportHtml() says how long trainings took, where that is known", async () => {
  assert.ok(one.page.includes("Training took 60.0 s."));
  assert.ok(
    two.page.includes("Training took first 60.0 s, &lt;second&gt; 2.0 min."),
  );
  const source = await worldSource(["run"]);
  const runs = source.runs.map((run) => ({ ...run, seconds: null }));
  const { page } = await makeReport({ ...source, runs });
  assert.ok(!page.includes("Training took"));
});
