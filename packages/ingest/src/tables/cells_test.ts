import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { IdTable } from "../records/id_table.ts";
import { type Cells, ID_TOO_LONG, NO_ID, NOT_UTF8 } from "./cells.ts";
import { DelimitedCells } from "./delimited_cells.ts";
import { RowReader } from "./row_reader.ts";
import { ValueCells } from "./value_cells.ts";

/** Hands each row of a text to `visit`. */
function forEachRow(
  text: string | Uint8Array,
  visit: (cells: Cells) => void,
): void {
  let cells: DelimitedCells | undefined;
  const reader = new RowReader(",", {
    row: (row) => visit(cells ??= new DelimitedCells(row, "|")),
    fault: (reason) => assert.fail(reason),
  });
  reader.push(typeof text === "string" ? new TextEncoder().encode(text) : text);
  reader.end();
}

function valuesOf(...values: ValueCells["values"]): ValueCells {
  const cells = new ValueCells("|");
  cells.values = values;
  return cells;
}

Deno.test("Cells give one id one code, in whatever form it is written", () => {
  const ids = new IdTable();
  const codes: number[] = [];
  forEachRow(
    'é1\n" é1 "\n"a ""b"""\na1\n  a1\t\n"a1"\n\u00a0a1\u3000\n17\n',
    (cells) => codes.push(cells.intern(0, ids)),
  );
  for (const value of [" é1", 'a "b"', "a1 ", 17, "17"]) {
    codes.push(valuesOf(value).intern(0, ids));
  }
  assert.deepEqual(codes, [0, 0, 1, 2, 2, 2, 2, 3, 0, 1, 2, 3, 3]);
  assert.deepEqual(
    Array.from({ length: ids.size }, (_, code) => ids.textOf(code)),
    ["é1", 'a "b"', "a1", "17"],
  );
});

Deno.test("Cells say why a value is no id, and add none", () => {
  const ids = new IdTable();
  const outcomes: number[] = [];
  const bytes = new TextEncoder().encode(
    `"", ,\u00a0,${"x".repeat(1025)},${"é".repeat(513)},x`,
  );
  bytes[bytes.length - 1] = 0xff;
  forEachRow(bytes, (cells) => {
    for (let c = 0; c < 6; c++) outcomes.push(cells.intern(c, ids));
  });
  assert.deepEqual(outcomes, [
    ...[NO_ID, NO_ID, NO_ID, ID_TOO_LONG, ID_TOO_LONG, NOT_UTF8],
  ]);
  const cells = valuesOf(
    ...["", null, undefined, true, NaN, 2 ** 53, ["a"], new Map()],
    ...["x".repeat(1025), "é".repeat(513)],
  );
  assert.deepEqual(
    cells.values.map((_, c) => cells.intern(c, ids)),
    [...Array(8).fill(NO_ID), ID_TOO_LONG, ID_TOO_LONG],
  );
  assert.equal(ids.size, 0);
  assert.equal(valuesOf("x".repeat(1024)).intern(0, ids), 0);
});

Deno.test("Cells of text and of values read the same numbers, times and texts", () => {
  const random = createRandom(2);
  const samples = [
    "",
    " 7 ",
    "-1.5e3",
    "2011-12-09",
    "1323435000000",
    "x|y |",
    "x",
  ];
  for (let trial = 0; trial < 200; trial++) {
    const values = Array.from(
      { length: 3 },
      () => samples[random.below(samples.length)]!,
    );
    const expected = valuesOf(...values);
    forEachRow(values.map((value) => `"${value}"`).join(","), (cells) => {
      for (let c = 0; c < 3; c++) {
        assert.equal(cells.text(c), expected.text(c));
        assert.deepEqual(cells.texts(c), expected.texts(c));
        assert.ok(Object.is(cells.number(c), expected.number(c)));
        assert.ok(Object.is(cells.time(c), expected.time(c)));
      }
    });
  }
});

Deno.test("ValueCells read values that are no texts", () => {
  const cells = valuesOf(2.5, ["a", " b ", 3, ""], null, true, Infinity);
  assert.deepEqual(cells.values.map((_, c) => cells.number(c)), [
    2.5,
    NaN,
    NaN,
    NaN,
    NaN,
  ]);
  assert.deepEqual(cells.texts(1), ["a", "b"]);
  assert.deepEqual(cells.texts(2), []);
  assert.equal(cells.text(0), "2.5");
  assert.equal(cells.time(0), 2.5);
});
