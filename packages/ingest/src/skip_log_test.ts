import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { POSITIONS_KEPT, SKIP_REASONS } from "./ingest_report.ts";
import { SkipLog } from "./skip_log.ts";

Deno.test("SkipLog counts all of a reason and keeps its first five places", () => {
  const log = new SkipLog();
  for (let line = 1; line <= 9; line++) {
    log.add("syntax", "a", line, () => {
      assert.ok(line <= POSITIONS_KEPT, "asked for a detail that is not kept");
      return `${line}`;
    });
  }
  log.add("blank", "b", 3, () => "");

  assert.equal(POSITIONS_KEPT, 5);
  assert.deepEqual(log.skips, {
    syntax: {
      count: 9,
      first: [1, 2, 3, 4, 5].map((line) => ({
        source: "a",
        line,
        detail: `${line}`,
      })),
    },
    blank: { count: 1, first: [{ source: "b", line: 3, detail: "" }] },
  });
});

Deno.test("SkipLog gives the place that was read first", () => {
  const log = new SkipLog();
  assert.equal(log.first(["a", "b"]), undefined);
  log.add("syntax", "b", 1, () => "second source");
  log.add("blank", "a", 7, () => "later line");
  log.add("no-id", "a", 2, () => "first");
  assert.equal(log.first(["a", "b"])?.detail, "first");
});

Deno.test("SkipLog throws at the first line that is not usable if it is strict, but not for a blank one or a return", () => {
  const log = new SkipLog(true);
  log.add("blank", "a", 1, () => "");
  log.add("return", "a", 1, () => "");
  assert.throws(
    () => log.add("no-id", "a", 2, () => "{}"),
    new KindredError(
      'Cannot ingest "a": every line must be usable, as strict asks, got at line 2: no id: {}',
    ),
  );
  assert.equal(log.skips.blank?.count, 1);
});

Deno.test("SKIP_REASONS has words for each reason, none twice", () => {
  const words = Object.values(SKIP_REASONS);
  assert.ok(words.every((text) => text.length > 0));
  assert.equal(new Set(words).size, words.length);
});
