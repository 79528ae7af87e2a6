import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { type Delimiter, RowReader } from "./row_reader.ts";

/** What a reader found: values of a row, or a fault, each with its line. */
type Found = [line: number, what: string[] | string];

const ENCODER = new TextEncoder();

/** Reads a text in pieces of the given sizes, the last size repeated. */
function read(
  text: string | Uint8Array,
  delimiter: Delimiter,
  { sizes = [1 << 16], maxRowBytes = 1 << 20 } = {},
): Found[] {
  const found: Found[] = [];
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const reader = new RowReader(delimiter, {
    row({ bytes, starts, ends, doubled, count, line }) {
      found.push([
        line,
        Array.from({ length: count }, (_, c) => {
          const value = decoder.decode(bytes.subarray(starts[c], ends[c]));
          return doubled[c] === 1 ? value.replaceAll('""', '"') : value;
        }),
      ]);
    },
    fault: (reason, line) => found.push([line, reason]),
  }, maxRowBytes);
  const bytes = typeof text === "string" ? ENCODER.encode(text) : text;
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)]!;
    reader.push(bytes.slice(at, at + size));
    at += size;
  }
  reader.end();
  return found;
}

/** Oracle: one regular expression a row, on the whole text. */
function readByPattern(text: string, delimiter: string): Found[] {
  const d = delimiter === "|" ? "\\|" : delimiter;
  const value = `(?:"(?:[^"]|"")*"|(?!")[^${d}\\n]*)`;
  const rowPattern = new RegExp(
    `(${value}(?:${d}${value})*)(?:\\r?\\n|\\r?$)`,
    "y",
  );
  const found: Found[] = [];
  let line = 1;
  for (let at = 0; at < text.length;) {
    rowPattern.lastIndex = at;
    let row = rowPattern.exec(text)?.[0];
    const isRow = row !== undefined;
    row ??= text.slice(at).match(/^[^\n]*(\n|$)/)![0];
    const content = row.replace(/\r?\n$|\r$/, "");
    if (content.trim() === "" && !content.includes(delimiter)) {
      found.push([line, "blank"]);
    } else if (!isRow && delimiter !== "\t") found.push([line, "quote"]);
    else {
      const values = isRow
        ? content.match(new RegExp(`(?<=^|${d})${value}`, "g"))!
        : content.split(delimiter);
      found.push([
        line,
        isRow
          ? values.map((v) =>
            v.startsWith('"') ? v.slice(1, -1).replaceAll('""', '"') : v
          )
          : values,
      ]);
    }
    line += row.split("\n").length - 1;
    at += row.length;
  }
  return found;
}

Deno.test("RowReader finds what a regular expression finds, however the bytes are cut", () => {
  const random = createRandom(11);
  const letters = ["a", '"', '"', ",", "\n", "\r\n", "\t", "é", " "];
  for (let trial = 0; trial < 6000; trial++) {
    const delimiter = trial % 2 === 0 ? "," : "\t";
    const text = Array.from(
      { length: random.below(24) },
      () => letters[random.below(letters.length)],
    ).join("");
    const sizes = Array.from({ length: 6 }, () => 1 + random.below(5));
    assert.deepEqual(
      read(text, delimiter, { sizes }),
      readByPattern(text, delimiter),
      JSON.stringify({ text, sizes }),
    );
  }
});

Deno.test("RowReader keeps line ends and delimiters within quotation marks, and counts lines", () => {
  assert.deepEqual(
    read('\uFEFFa,b\r\n1,"x, ""y""\r\nz"\r\n\r\n2,w', ","),
    [[1, ["a", "b"]], [2, ["1", 'x, "y"\r\nz']], [4, "blank"], [5, ["2", "w"]]],
  );
});

Deno.test("RowReader goes on at the next line where a quotation mark is not closed", () => {
  assert.deepEqual(
    read('1,"open\n2,b\n3,"bad" mark\n4,c\n', ","),
    [[1, "quote"], [2, ["2", "b"]], [3, "quote"], [4, ["4", "c"]]],
  );
});

Deno.test("RowReader takes marks of a tab-separated table for text where they are malformed", () => {
  assert.deepEqual(
    read('1\t"Weird Al" live\n2\t"a\tb"\n3\t12" single\n', "\t"),
    [[1, ["1", '"Weird Al" live']], [2, ["2", "a\tb"]], [
      3,
      ["3", '12" single'],
    ]],
  );
});

Deno.test("RowReader splits at runs of blanks, and leaves comments out", () => {
  assert.deepEqual(
    read("# from\tto\r\n1\t2\r\n  3   4 \n\n5 6", "blanks"),
    [[2, ["1", "2"]], [3, ["3", "4"]], [4, "blank"], [5, ["5", "6"]]],
  );
});

Deno.test("RowReader passes over a row that is too long, and goes on", () => {
  const long = "x".repeat(5000);
  const options = { sizes: [700], maxRowBytes: 1000 };
  const expected: Found[] = [
    [1, ["1", "a"]],
    [2, "line-too-long"],
    [3, ["3", "c"]],
  ];
  for (const delimiter of [",", "\t", "blanks"] as const) {
    const d = delimiter === "blanks" ? " " : delimiter;
    assert.deepEqual(
      read(`1${d}a\n2${d}${long}\n3${d}c\n`, delimiter, options),
      expected,
    );
  }
  const open = `1,a\n2,"b\n${"3,c\n".repeat(400)}`;
  const found = read(open, ",", options);
  assert.deepEqual(found.slice(0, 3), [[1, ["1", "a"]], [2, "quote"], [
    3,
    ["3", "c"],
  ]]);
  assert.equal(found.length, 402);
});

Deno.test("RowReader reads a row of 10 MB in small pieces, and many stray marks, in linear time", () => {
  const long = "x".repeat(10_000_000);
  const options = { sizes: [1 << 16], maxRowBytes: 1 << 24 };
  const rows = read(`1,${long}\n2,b\n`, ",", options);
  assert.deepEqual(rows[1], [2, ["2", "b"]]);
  assert.equal(rows[0]![1][1], long);
  // Were each mark to look for its partner to the end, this would take hours.
  const stray = read('1,"a\n'.repeat(300_000), ",", options);
  assert.equal(stray.length, 300_000);
  assert.ok(stray.every(([, what]) => what === "quote"));
});

Deno.test("RowReader finds nothing in nothing, and a mark is no row", () => {
  assert.deepEqual(read("", ","), []);
  assert.deepEqual(read("\uFEFF", ","), []);
  assert.deepEqual(read("a", ","), [[1, ["a"]]]);
});
