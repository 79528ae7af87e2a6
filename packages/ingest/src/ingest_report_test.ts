import assert from "node:assert/strict";
import {
  countSkip,
  type IngestReport,
  POSITIONS_KEPT,
  SKIP_REASONS,
} from "./ingest_report.ts";

Deno.test("countSkip() counts all of a reason and keeps its first five places", () => {
  const skipped: IngestReport["skipped"] = {};
  for (let line = 1; line <= 9; line++) {
    countSkip(skipped, "syntax", { source: "a", line, detail: `${line}` });
  }
  countSkip(skipped, "blank", { source: "b", line: 3, detail: "" });

  assert.equal(POSITIONS_KEPT, 5);
  assert.deepEqual(skipped, {
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

Deno.test("SKIP_REASONS has words for each reason", () => {
  assert.deepEqual(SKIP_REASONS, {
    blank: "blank line",
    syntax: "neither a Python literal nor JSON",
    "no-record": "not a record",
    "no-id": "no product id (asin)",
    duplicate: "product already read",
  });
});
