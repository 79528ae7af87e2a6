import { spawnSync } from "node:child_process";
import process from "node:process";
import assert from "node:assert/strict";
import { makeCatalogue } from "../_testing.ts";
import { FORMAT_NAMES } from "./record_format.ts";

const RECORDS = 1500;

// Reads one JSON text per line (a Python repr) and counts those that Python
// reads back as a dict with an asin and writes in the same way.
const PYTHON = `
import ast, json, sys
for text in map(json.loads, sys.stdin.buffer):
    value = ast.literal_eval(text)
    assert isinstance(value, dict) and len(value["asin"]) == 10, text
    assert repr(value) == text, text
    print(value["asin"])
`;

const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) {
  process.stderr.write(
    "skipping the check of the catalogue by Python: python3 does not run here\n",
  );
}

for (const preset of ["electronics", "books"] as const) {
  Deno.test({
    name: `Format2014 writes ${preset} as Python itself would`,
    ignore: !hasPython,
    fn() {
      const { lines } = makeCatalogue({ preset, records: RECORDS, broken: 0 });
      const { status, stdout, stderr } = spawnSync("python3", ["-c", PYTHON], {
        input: lines.map((line) => `${JSON.stringify(line)}\n`).join(""),
        encoding: "utf8",
        env: { ...process.env, PYTHONIOENCODING: "utf-8" },
        maxBuffer: 2 ** 26,
      });
      assert.equal(status, 0, stderr);
      assert.equal(stdout.trim().split("\n").length, RECORDS);
    },
  });
}

Deno.test("Format2014 writes either quotation mark, escapes, and letters beyond ASCII", () => {
  const { lines } = makeCatalogue({ records: 4000, broken: 0 });
  const shareOf = (pattern: RegExp) =>
    lines.filter((line) => pattern.test(line)).length / lines.length;
  // Half the lines of Digital Music hold a double-quoted text, few an escape.
  assert.ok(shareOf(/"/) > 0.3 && shareOf(/"/) < 0.7);
  assert.ok(shareOf(/\\'/) > 0 && shareOf(/\\/) < 0.03);
  assert.ok(shareOf(/\\xa0/) > 0);
  assert.ok(shareOf(/[^\0-\x7f]/) > 0 && shareOf(/[^\0-\x7f]/) < 0.03);
  assert.ok(shareOf(/&amp;/) > 0);
});

Deno.test("Format2014 leaves fields out as real records do", () => {
  const { lines } = makeCatalogue({ records: 4000, broken: 0 });
  const shareWith = (key: string) =>
    lines.filter((line) => line.includes(`'${key}': `)).length / lines.length;
  assert.equal(shareWith("asin"), 1);
  assert.equal(shareWith("categories"), 1);
  assert.ok(shareWith("title") > 0.97 && shareWith("title") < 1);
  assert.ok(Math.abs(shareWith("price") - 0.78) < 0.03);
  assert.ok(Math.abs(shareWith("salesRank") - 0.27) < 0.03);
  assert.ok(shareWith("related") > 0.88 && shareWith("related") < 0.96);
  assert.ok(lines.some((line) => line.includes("'brand': ''")));
});

for (const format of FORMAT_NAMES.filter((name) => name !== "2014")) {
  Deno.test(`Format${format} writes strict JSON in ASCII`, () => {
    const { lines } = makeCatalogue({ format, records: RECORDS, broken: 0 });
    for (const line of lines) {
      const record = JSON.parse(line);
      assert.match(line, /^[ -~]+$/);
      const isOf2018 = format === "2018";
      const id = isOf2018 ? record.asin : record.parent_asin;
      assert.match(id, /^B00[0-9A-Z]{7}$/);
      const path = isOf2018 ? record.category : record.categories;
      assert.equal(path[0], "Electronics");
      assert.ok(
        isOf2018
          ? /^(\$[\d,]+\.\d\d)?$/.test(record.price)
          : record.price === null || record.price > 0,
      );
    }
  });
}

Deno.test("Format2018 and Format2023 write the same texts as Format2014 escapes", () => {
  const titlesIn = (format: "2018" | "2023") =>
    makeCatalogue({ format, records: RECORDS, broken: 0 }).lines.map((line) =>
      JSON.parse(line).title ?? ""
    );
  assert.deepEqual(titlesIn("2018"), titlesIn("2023"));
  assert.ok(titlesIn("2018").some((title) => /[^ -~]/.test(title)));
});
