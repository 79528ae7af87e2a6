import { createRandom, type Random, RELATIONS } from "@kindred/core";
import assert from "node:assert/strict";
import { generateRecord, mutate } from "../loose_json/_testing.ts";
import { LooseJsonSyntaxError } from "../loose_json/loose_json_syntax_error.ts";
import { parseLooseJson } from "../loose_json/parse_loose_json.ts";
import { realLines } from "./_testing.ts";
import { IdTable } from "./id_table.ts";
import { MAX_ID_BYTES, toProductRecord } from "./product_record.ts";
import { RecordReader } from "./record_reader.ts";

const encoder = new TextEncoder();

/** What a reader says of a line, ids as texts and targets in their order. */
function readLine(line: Uint8Array, reader: RecordReader, ids: IdTable) {
  // The line stands between bytes that would change it.
  const padded = new Uint8Array(line.length + 5).fill(0x27);
  padded.set(line, 2);
  const fault = reader.read(padded, 2, 2 + line.length);
  if (fault !== null) return fault;
  const { code, linkCount, targets, relations } = reader;
  const { title, brand, price, categories } = reader;
  const { namedCount, selfLinks, unusableLinks } = reader;
  const links = Array.from(
    targets.subarray(0, linkCount),
    (target, k) => `${JSON.stringify(ids.textOf(target))} ${relations[k]}`,
  ).sort();
  const id = ids.textOf(code);
  return {
    ...{ id, title, brand, price, categories },
    ...{ links, namedCount, selfLinks, unusableLinks },
  };
}

/** The same by way of values: the plain meaning of a line. */
function referenceOf(line: Uint8Array) {
  let record;
  try {
    if (new TextDecoder().decode(line).trim() === "") return "blank";
    record = toProductRecord(parseLooseJson(line));
  } catch (error) {
    if (error instanceof LooseJsonSyntaxError) return "syntax";
    throw error;
  }
  if (typeof record === "string") return record;
  const { product, related, unusableLinks } = record;
  const bitsOf = new Map<string, number>();
  let namedCount = 0;
  let selfLinks = 0;
  for (const [k, relation] of RELATIONS.entries()) {
    for (const target of related[relation] ?? []) {
      namedCount++;
      if (target === product.id) selfLinks++;
      else bitsOf.set(target, (bitsOf.get(target) ?? 0) | 1 << k);
    }
  }
  const links = Array.from(
    bitsOf,
    ([target, bits]) => `${JSON.stringify(target)} ${bits}`,
  ).sort();
  return { ...product, links, namedCount, selfLinks, unusableLinks };
}

/** Reads lines with one reader and checks each against the reference. */
function assertReadsAsReference(lines: Iterable<Uint8Array>): void {
  const ids = new IdTable();
  const reader = new RecordReader(ids);
  for (const line of lines) {
    assert.deepEqual(
      readLine(line, reader, ids),
      referenceOf(line),
      new TextDecoder().decode(line.subarray(0, 2000)),
    );
  }
}

/** Picks one. */
function pick<T>(random: Random, choices: readonly T[]): T {
  return choices[random.below(choices.length)]!;
}

const IDS = `'a' 'B2' "a" ' a ' '' ' ' 'é' ' é' 'a\\x62' u'a' 'B' None 3 ('a')`
  .match(/(?:u?'[^']*'|"[^"]*"|\(.*?\)|\w+)/g)!;
const TEXTS = [`'Rice'`, `""`, `'é 饭'`, `'it\\'s'`, "None", "3", "['x']"];
const PRICES = ["3", "4.5", "-1", `'$1,299.00'`, `"free"`, "None", "('2')"];
const CATEGORIES = [
  `[['a', 'b'], ['c']]`,
  `["a", "b"]`,
  `[]`,
  `(('a',),)`,
  `[['a'], 'b', 3]`,
  "None",
  `'a'`,
];

/** A record of real fields, now and then twice, with values of all kinds. */
function generateProduct(random: Random): string {
  const ids = () =>
    Array.from({ length: random.below(6) }, () => pick(random, IDS)).join(", ");
  const list = () =>
    pick(random, [`[${ids()}]`, `[${ids()}]`, `(${ids()})`, "None", "'a'"]);
  const links = () =>
    `'${
      pick(random, [
        ...["also_bought", "also_buy", "also_viewed", "also_view"],
        ...["bought_together", "buy_after_viewing"],
      ])
    }': ${list()}`;
  const related = () =>
    pick(random, [
      `{${links()}, ${links()}, 'x': [1]}`,
      `{${links()}}`,
      "None",
      list(),
    ]);
  const fields = [
    () => `'asin': ${pick(random, IDS)}`,
    () => `"parent_asin": ${pick(random, IDS)}`,
    () => `'title': ${pick(random, TEXTS)}`,
    () => `'brand': ${pick(random, TEXTS)}`,
    () => `'store': ${pick(random, TEXTS)}`,
    () => `'price': ${pick(random, PRICES)}`,
    () => `'categories': ${pick(random, CATEGORIES)}`,
    () => `'category': ${pick(random, CATEGORIES)}`,
    () => `'main_category': ${pick(random, TEXTS)}`,
    () => `'rela\\x74ed': ${related()}`,
    () => `'related': ${related()}`,
    links,
    () => `'other': {'asin': 'no', 'also_buy': ['no']}`,
  ];
  return `{${
    Array.from({ length: random.below(9) }, () => pick(random, fields)())
      .join(", ")
  }}`;
}

Deno.test("RecordReader reads generated records as toProductRecord() does", () => {
  const random = createRandom(1);
  const texts = Array.from({ length: 5000 }, () => generateProduct(random));
  assertReadsAsReference(texts.map((text) => encoder.encode(text)));
});

Deno.test("RecordReader refuses broken lines as the parser does, and reads on", () => {
  const random = createRandom(2);
  const texts = Array.from({ length: 3000 }, (_, i) =>
    mutate(
      random,
      i % 2 === 0 ? generateProduct(random) : generateRecord(random).text,
    ));
  assertReadsAsReference(texts.map((text) => encoder.encode(text)));
});

for (
  const file of [
    "amazon-2014-beauty/meta_Beauty.json.gz",
    "amazon-2014-digital-music/meta_Digital_Music.json.gz",
    "amazon-2018-gift-cards/meta_Gift_Cards.json.gz",
  ]
) {
  const lines = realLines(file);
  Deno.test({
    name: `RecordReader reads ${file} as toProductRecord() does`,
    ignore: lines === null,
    fn: () => assertReadsAsReference(lines!),
  });
}

Deno.test("RecordReader gives each target once, with the relations that name it", () => {
  const ids = new IdTable();
  const reader = new RecordReader(ids);
  const line = `{'related': {'also_bought': ['b', 'c', 'b', 'x', ' '],` +
    ` 'bought_together': ['b']}, 'asin': 'x', 'also_view': ["c", None]}`;
  assert.deepEqual(readLine(encoder.encode(line), reader, ids), {
    id: "x",
    title: null,
    brand: null,
    price: null,
    categories: [],
    links: [`"b" 5`, `"c" 3`],
    namedCount: 6,
    selfLinks: 1,
    unusableLinks: 2,
  });
});

Deno.test("RecordReader says why a line holds no product, and adds no id then", () => {
  const ids = new IdTable();
  const reader = new RecordReader(ids);
  const links = `'also_buy': ['b']`;
  const long = "x".repeat(MAX_ID_BYTES + 1);
  const cases: [line: string, fault: string][] = [
    ["", "blank"],
    [" \t\r\n", "blank"],
    ["[]", "no-record"],
    ["({})", "no-id"],
    ["('a')", "no-record"],
    [`{${links}}`, "no-id"],
    [`{'asin': '', ${links}}`, "no-id"],
    [`{'asin': 31852, ${links}}`, "no-id"],
    [`{'asin': '${long}', ${links}}`, "id-too-long"],
    [`{'asin': '${"é".repeat(513)}', ${links}}`, "id-too-long"],
    [`{'asin': '${"x".repeat(1_000_000)}', ${links}}`, "id-too-long"],
    [`{'asin': 'a', ${links}`, "syntax"],
    [`{'asin': 'a', ${links}, 'other': foo()}`, "syntax"],
    ["\ufeff{'asin': 'a'}", "syntax"],
    ["\0", "syntax"],
    ["[".repeat(100_000), "syntax"],
  ];
  for (const [line, fault] of cases) {
    assert.equal(readLine(encoder.encode(line), reader, ids), fault, line);
  }
  assert.equal(ids.size, 0);
  reader.read(encoder.encode("{'é': foo()}"), 0, 13);
  assert.equal(
    reader.syntaxError,
    `column 7 must hold a value, got "foo()}"`,
  );
});

Deno.test("RecordReader takes ids of up to 1,024 bytes, and passes over longer targets", () => {
  const ids = new IdTable();
  const reader = new RecordReader(ids);
  const id = "é".repeat(MAX_ID_BYTES / 2);
  const long = "y".repeat(MAX_ID_BYTES);
  const line = `{'asin': ' ${id} ', 'also_buy': ['${long}', '${long}y', 'b']}`;
  for (const text of [line, line.replaceAll("é", "ab")]) {
    assert.equal(
      reader.read(encoder.encode(text), 0, encoder.encode(text).length),
      null,
    );
    assert.equal(reader.linkCount, 2);
    assert.equal(reader.unusableLinks, 1);
  }
});

Deno.test("RecordReader gives equal texts equal codes, however they are written", () => {
  const ids = new IdTable();
  const reader = new RecordReader(ids);
  const written = [`'é1'`, `"\\u00e91"`, `' é1 '`, `'é' '1'`, `('\\xe91')`];
  const codes = written.map((id) => {
    const line = encoder.encode(`{'asin': ${id}, 'also_buy': [${id}, 'b']}`);
    assert.equal(reader.read(line, 0, line.length), null, id);
    assert.equal(reader.selfLinks, 1);
    return reader.code;
  });
  assert.deepEqual(new Set(codes).size, 1);
  // Bytes that are no UTF-8 are U+FFFD.
  const broken = Uint8Array.of(...encoder.encode("{'asin':'?'}"));
  broken[9] = 0xff;
  assert.equal(reader.read(broken, 0, broken.length), null);
  assert.equal(ids.textOf(reader.code), "\ufffd");
});

Deno.test("RecordReader makes room for many targets", () => {
  const named = Array.from({ length: 5000 }, (_, i) => `'t${i}'`).join(", ");
  assertReadsAsReference([
    encoder.encode(`{'asin': 'x', 'also_buy': [${named}, ${named}]}`),
    encoder.encode(`{'asin': 'y', 'also_view': [${named}, 'x']}`),
    encoder.encode(`{'asin': 'z', 'also_view': ['x']}`),
  ]);
});
