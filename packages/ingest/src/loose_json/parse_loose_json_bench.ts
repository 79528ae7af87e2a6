// deno-lint-ignore-file no-console -- prints its table
/**
 * Speed on product records: our readers beside V8's `JSON.parse` on the same
 * records written as JSON, and Python's `eval` of the line, all in one run.
 *
 * Run: deno run -A --cached-only packages/ingest/src/loose_json/parse_loose_json_bench.ts
 *
 * Takes the real records of the 2014 release where they are present (their
 * folder may be named by KINDRED_REAL_DATA), else generated ones. Each way is
 * timed in turn, round after round, and its fastest round counts: what else the
 * machine does then slows all of them.
 */
import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { hasPython, runPython } from "../_testing.ts";
import { RecordScanner } from "../records/_record_scanner.ts";
import { readRealLines } from "../records/_testing.ts";
import { IdTable } from "../records/id_table.ts";
import { RECORD_FIELDS } from "../records/product_record.ts";
import { RecordReader } from "../records/record_reader.ts";
import { canonical } from "./_testing.ts";
import { type LooseJsonValue, parseLooseJson } from "./parse_loose_json.ts";

const ROUNDS = 15;

/** Lines one after another, as a reader of blocks has them. */
interface Lines {
  bytes: Uint8Array;
  ranges: { start: number; end: number }[];
  each: Uint8Array[];
}

interface Way {
  name: string;
  /** What it reads. */
  bytes: number;
  /** Works through all records; returns something to compare. */
  run: () => number;
  /** The fastest round, in milliseconds. */
  fastest: number;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

function linesOf(each: readonly Uint8Array[]): Lines {
  const length = each.reduce((sum, line) => sum + line.length + 1, 0);
  const bytes = new Uint8Array(length).fill(0x0a);
  const ranges = [];
  let start = 0;
  for (const line of each) {
    bytes.set(line, start);
    ranges.push({ start, end: start + line.length });
    start += line.length + 1;
  }
  const copies = ranges.map(({ start, end }) => bytes.slice(start, end));
  return { bytes, ranges, each: copies };
}

/** Records as the 2014 release writes them, with 50 ids each. */
function generateLines(): Uint8Array[] {
  const random = createRandom(1);
  const id = () => `B00${random.below(20_000).toString(36).padStart(7, "0")}`;
  return Array.from({ length: 10_000 }, () => {
    const ids = Array.from({ length: 50 }, () => `'${id()}'`).join(", ");
    return encoder.encode(
      `{'asin': '${id()}', 'title': "Nonna's rice", 'price': 14.47, ` +
        `'imUrl': 'http://example.org/images/I/51b5WDjdhPL._SX300_.jpg', ` +
        `'related': {'also_bought': [${ids}]}, ` +
        `'salesRank': {'Grocery': 58291}, 'categories': [['Grocery', 'Rice']]}`,
    );
  });
}

/** Dicts as plain objects. */
function plain(value: LooseJsonValue): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

/** What a record of the 2014 release says, as far as the ways below look. */
interface JsonRecord {
  asin: string;
  related?: Record<string, string[]>;
}

function waysOf(loose: Lines, json: Lines): Way[] {
  const texts = json.each.map((line) => decoder.decode(line));
  const options = { fields: RECORD_FIELDS };
  const scanner = new RecordScanner();
  const way = (name: string, lines: Lines, run: () => number): Way => ({
    name,
    bytes: lines.bytes.length - lines.each.length,
    run,
    fastest: Infinity,
  });
  const sum = <T>(items: readonly T[], valueOf: (item: T) => number) => {
    let total = 0;
    for (const item of items) total += valueOf(item);
    return total;
  };
  const sizeOf = (value: LooseJsonValue) =>
    (value as Map<string, unknown>).size;
  return [
    way(
      "fields of ingest, ids located",
      loose,
      () =>
        sum(loose.ranges, ({ start, end }) => {
          assert.equal(scanner.scan(loose.bytes, start, end), null);
          return scanner.ids.count - 1;
        }),
    ),
    way("fields of ingest, ids numbered", loose, () => {
      const reader = new RecordReader(new IdTable());
      return sum(loose.ranges, ({ start, end }) => {
        assert.equal(reader.read(loose.bytes, start, end), null);
        return reader.namedCount;
      });
    }),
    way(
      "parseLooseJson, fields of ingest",
      loose,
      () => sum(loose.each, (line) => sizeOf(parseLooseJson(line, options))),
    ),
    way(
      "parseLooseJson, whole",
      loose,
      () => sum(loose.each, (line) => sizeOf(parseLooseJson(line))),
    ),
    way(
      "JSON.parse of bytes",
      json,
      () =>
        sum(
          json.each,
          (line) =>
            (JSON.parse(decoder.decode(line)) as JsonRecord).asin.length,
        ),
    ),
    way(
      "JSON.parse of text",
      json,
      () => sum(texts, (text) => (JSON.parse(text) as JsonRecord).asin.length),
    ),
    way("JSON.parse of bytes, ids numbered", json, () => {
      const codes = new Map<string, number>();
      const number = (id: string) => {
        if (!codes.has(id)) codes.set(id, codes.size);
      };
      return sum(json.each, (line) => {
        const record = JSON.parse(decoder.decode(line)) as JsonRecord;
        number(record.asin);
        let named = 0;
        for (const ids of Object.values(record.related ?? {})) {
          for (const id of ids) number(id);
          named += ids.length;
        }
        return named;
      });
    }),
  ];
}

/** Megabytes a second of Python's `eval`, line by line. */
function evalSpeed(lines: Lines): number {
  const program = `
import json, sys, time
lines = json.load(sys.stdin)
start = time.perf_counter()
for line in lines:
    eval(line)
print(time.perf_counter() - start)
`;
  // A part is enough: it is slow.
  const part = lines.each.filter((_, i) => i % 8 === 0);
  const seconds = runPython(program, part.map((line) => decoder.decode(line)));
  const bytes = part.reduce((sum, line) => sum + line.length, 0);
  return bytes / 1e6 / (seconds as number);
}

function compareAndTime(name: string, records: Uint8Array[]): void {
  const loose = linesOf(records);
  const json = linesOf(
    records.map((line) =>
      encoder.encode(JSON.stringify(plain(parseLooseJson(line))))
    ),
  );
  // A fast wrong answer is worthless: compare before timing.
  for (const [i, line] of loose.each.entries()) {
    const value = parseLooseJson(line);
    const text = decoder.decode(json.each[i]);
    assert.deepEqual(plain(value), JSON.parse(text));
    const some = parseLooseJson(line, { fields: ["asin", "related"] });
    for (const [key, held] of some as Map<string, LooseJsonValue>) {
      const whole = value as Map<string, LooseJsonValue>;
      assert.equal(canonical(held), canonical(whole.get(key)!));
    }
  }
  const ways = waysOf(loose, json);
  const [located, numbered, , , , , numberedJson] = ways.map((way) =>
    way.run()
  );
  assert.equal(numbered, numberedJson, "links");
  assert.ok(located! >= numbered!, "links");

  for (let round = 0; round < ROUNDS; round++) {
    for (const way of ways) {
      const start = performance.now();
      way.run();
      way.fastest = Math.min(way.fastest, performance.now() - start);
    }
  }
  const speeds = ways.map(({ name, bytes, fastest }) => ({
    name,
    speed: bytes / 1e3 / fastest,
  }));
  if (hasPython) {
    speeds.push({ name: "Python's eval", speed: evalSpeed(loose) });
  }
  const speedOf = (wanted: string) =>
    speeds.find(({ name }) => name === wanted)?.speed;

  console.log(`\n${name}, ${records.length} records`);
  const columns = [
    "JSON.parse of bytes",
    "JSON.parse of text",
    "Python's eval",
  ];
  console.log(
    "".padEnd(36) + "MB/s".padStart(7) +
      columns.map((column) => `of ${column}`.padStart(24)).join(""),
  );
  for (const { name, speed } of speeds) {
    const ratios = columns.map((column) => {
      const base = speedOf(column);
      return (base === undefined ? "-" : (speed / base).toFixed(2)).padStart(
        24,
      );
    });
    console.log(
      name.padEnd(36) + speed.toFixed(0).padStart(7) + ratios.join(""),
    );
  }
}

let found = false;
for (
  const file of [
    "amazon-2014-beauty/meta_Beauty.json.gz",
    "amazon-2014-digital-music/meta_Digital_Music.json.gz",
  ]
) {
  const lines = readRealLines(file);
  if (lines === null) continue;
  found = true;
  compareAndTime(file, lines);
}
if (!found) compareAndTime("generated", generateLines());
