import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { IdTable } from "./id_table.ts";

const encoder = new TextEncoder();

/** Ids of all lengths around those that are kept in another way. */
function someIds(count: number): string[] {
  const random = createRandom(1);
  const letters = "0123456789ABCDEFXYZ-_é饭";
  return Array.from({ length: count }, () => {
    const length = random.below(20) === 0 ? random.below(60) : random.below(14);
    return Array.from(
      { length },
      () => letters[random.below(random.below(2) === 0 ? 2 : letters.length)],
    ).join("");
  });
}

/** Interns ids in batches, their bytes one after another. */
function internAll(table: IdTable, ids: readonly string[]): number[] {
  const codes: number[] = [];
  for (let first = 0; first < ids.length; first += 700) {
    const batch = ids.slice(first, first + 700).map((id) => encoder.encode(id));
    const bytes = encoder.encode(ids.slice(first, first + 700).join(""));
    const starts = new Uint32Array(batch.length);
    const ends = new Uint32Array(batch.length);
    for (let k = 0, at = 0; k < batch.length; k++) {
      starts[k] = at;
      at += batch[k]!.length;
      ends[k] = at;
    }
    const found = new Uint32Array(batch.length);
    table.internRanges(bytes, { starts, ends, count: batch.length }, found);
    codes.push(...found);
  }
  return codes;
}

Deno.test("IdTable gives each id the code that a Map gives, one by one and in batches", () => {
  const ids = someIds(30_000);
  const expected = new Map<string, number>();
  for (const id of ids) {
    if (!expected.has(id)) expected.set(id, expected.size);
  }
  const codes = ids.map((id) => expected.get(id)!);

  const batched = new IdTable();
  assert.deepEqual(internAll(batched, ids), codes);
  const single = new IdTable();
  assert.deepEqual(ids.map((id) => single.internText(id)), codes);

  for (const table of [batched, single]) {
    assert.equal(table.size, expected.size);
    const texts = Array.from(expected.keys(), (_, code) => table.textOf(code));
    assert.deepEqual(texts, [...expected.keys()]);
    assert.deepEqual(internAll(table, ids), codes, "again");
    assert.equal(table.size, expected.size);
  }
});

Deno.test("IdTable.intern() compares every byte and the length", () => {
  const table = new IdTable();
  const long = "x".repeat(40);
  const ids = ["", "\0", "\0\0", "a", "a\0", "abcdefghijk", "abcdefghijk\0"];
  ids.push("abcdefghijkl", "abcdefghijk\v", long, long + "x", "y" + long);
  ids.push(long.replace(/x$/, "y"), "x".repeat(100_000), "é", "e\u0301");
  for (const [code, id] of ids.entries()) {
    assert.equal(table.internText(id), code, JSON.stringify(id));
  }
  for (const [code, id] of ids.entries()) {
    assert.equal(table.internText(id), code);
    assert.equal(table.textOf(code), id);
  }
});

Deno.test("IdTable.intern() reads no byte outside of the id", () => {
  const table = new IdTable();
  const bytes = encoder.encode("[abc,abc,abc]");
  assert.equal(table.intern(bytes, 1, 4), 0);
  assert.equal(table.intern(bytes, 5, 8), 0);
  assert.equal(table.intern(bytes, 9, 12), 0);
  assert.equal(table.intern(encoder.encode("abc"), 0, 3), 0);
  assert.equal(table.intern(bytes.subarray(8), 1, 4), 0);
  assert.equal(table.size, 1);
});

Deno.test("IdTable shows its ids as bytes in the order of their codes", () => {
  const table = new IdTable();
  assert.deepEqual([...table.offsets], [0]);
  for (const id of ["b", "ab", "", "b", "é"]) table.internText(id);
  assert.deepEqual([...table.offsets], [0, 1, 3, 3, 5]);
  assert.equal(new TextDecoder().decode(table.text), "babé");
});

Deno.test("IdTable finds ids that count up, or differ in one place, without long searches", () => {
  // Were they to crowd in one place of the table, this would take hours.
  const families: ((i: number) => string)[] = [
    (i) => `B${String(i).padStart(9, "0")}`,
    (i) => `${i}`,
    (i) => String(i).padStart(11, "0"),
    (i) => String.fromCharCode(0x100 + i % 0x4000) + (i >> 14),
    (i) => `00000000-0000-0000-0000-${i.toString(16).padStart(12, "0")}`,
    (i) => String(i).split("").reverse().join("").padEnd(10, "0"),
  ];
  for (const idOf of families) {
    const table = new IdTable();
    const ids = Array.from({ length: 100_000 }, (_, i) => idOf(i));
    assert.equal(new Set(internAll(table, ids)).size, new Set(ids).size);
  }
});

Deno.test("IdTable.textOf() throws RangeError for a code that it never gave", () => {
  const table = new IdTable();
  table.internText("a");
  for (const code of [-1, 1, 0.5, NaN]) {
    assert.throws(() => table.textOf(code), {
      name: "RangeError",
      message:
        `Cannot look an id up: the code must be a whole number in [0, 1), got ${code}`,
    });
  }
});
