import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { hasPython, ignoreWithout, runPython } from "../_testing.ts";
import { generateRecord } from "./_testing.ts";
import {
  type LooseJsonValue,
  MAX_DEPTH,
  parseLooseJson,
} from "./parse_loose_json.ts";
import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";

/** Maps to plain objects, for comparing. */
function plain(value: LooseJsonValue): unknown {
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([k, v]) => [k, plain(v)]));
  }
  return Array.isArray(value) ? value.map(plain) : value;
}

Deno.test("parseLooseJson() reads Python literals", () => {
  const cases: [string, unknown][] = [
    [`{'a': 1, "b": [True, False, None]}`, { a: 1, b: [true, false, null] }],
    [`('x', 'y',)`, ["x", "y"]],
    [`()`, []],
    [`[ ]`, []],
    [`{}`, {}],
    [`-1.5e3`, -1500],
    [`.5`, 0.5],
    [`7.`, 7],
    [`1_000`, 1000],
    [`'it\\'s \\x41\\u00e9\\U0001F35A \\n\\t\\\\ \\101'`, "it's Aé🍚 \n\t\\ A"],
    [`'\\q \\8'`, "\\q \\8"],
    [`'a\\/b'`, "a\\/b"],
    [`'''two 'quotes' inside'''`, "two 'quotes' inside"],
    [`""`, ""],
    [`u'rice'`, "rice"],
    [`{u'asin': b"B01", U'b' : [u'c']}`, { asin: "B01", b: ["c"] }],
    [`-inf`, -Infinity],
    [`{'k': 1, 'k': 2,}`, { k: 2 }],
  ];
  for (const [text, expected] of cases) {
    assert.deepEqual(plain(parseLooseJson(text)), expected, text);
  }
});

Deno.test("parseLooseJson() reads JSON as JSON.parse does", () => {
  const values = [
    { a: [1, -2.5e-3, 'x"y\\z/\b\f\n\r\t\u2028'], b: { c: null, d: true } },
    ["\ud83c\udf5a", "", {}, [], false],
  ];
  for (const value of values) {
    assert.deepEqual(plain(parseLooseJson(JSON.stringify(value))), value);
    assert.deepEqual(
      plain(parseLooseJson(JSON.stringify(value, null, 2))),
      value,
    );
  }
});

Deno.test("parseLooseJson() reads \\/ in double quotes as JSON does", () => {
  assert.equal(parseLooseJson('"a\\/b"'), "a/b");
});

Deno.test("parseLooseJson() keeps a __proto__ key as data", () => {
  const value = parseLooseJson(`{'__proto__': {'polluted': 1}}`);
  assert.ok(value instanceof Map && value.has("__proto__"));
  assert.equal(({} as Record<string, unknown>).polluted, undefined);
});

Deno.test("parseLooseJson() refuses what is no literal, with the column", () => {
  const cases: [string, number][] = [
    ["", 1],
    ["{'a': __import__('os').system('x')}", 7],
    ["{'a': 1 + 1}", 9],
    ["{'a' 1}", 6],
    ["{a: 1}", 2],
    ["['x', 'y'", 10],
    ["'open", 6],
    ["'\\u12'", 4],
    ["'\\U00110000'", 4],
    ["{'a': 1} {'b': 2}", 10],
    ["<html>", 1],
    ["[1 2]", 4],
    ["[,]", 2],
    ["-None", 1],
    ["-u'x'", 1],
    ["u 'x'", 1],
    ["r'x'", 1],
    ["'\\", 3],
  ];
  for (const [text, column] of cases) {
    assert.throws(
      () => parseLooseJson(text),
      (error) =>
        error instanceof LooseJsonSyntaxError && error.column === column,
      text,
    );
  }
});

Deno.test("parseLooseJson() names what must stand where", () => {
  assert.throws(() => parseLooseJson("{'a': foo()}"), {
    name: "LooseJsonSyntaxError",
    message:
      'Cannot parse the record: column 7 must hold a value, got "foo()}"',
  });
});

Deno.test("parseLooseJson() refuses nesting past the limit instead of overflowing", () => {
  assert.doesNotThrow(() =>
    parseLooseJson("[".repeat(MAX_DEPTH) + "]".repeat(MAX_DEPTH))
  );
  assert.throws(() => parseLooseJson("[".repeat(100_000)), {
    name: "LooseJsonSyntaxError",
  });
});

Deno.test("parseLooseJson() reads generated records, written in every way", () => {
  const random = createRandom(1);
  for (let i = 0; i < 2000; i++) {
    const { text, value } = generateRecord(random);
    assert.deepEqual(plain(parseLooseJson(text)), value, text);
  }
});

const ignoreComparison = ignoreWithout(
  hasPython,
  "no python3 here to compare loose JSON with",
);

Deno.test({
  name: "parseLooseJson() agrees with Python's ast.literal_eval",
  ignore: ignoreComparison,
  fn() {
    const random = createRandom(2);
    const texts = Array.from(
      { length: 1200 },
      () => generateRecord(random).text,
    );
    texts.push(
      `{'a': 'b\\x07\\'', "c": ("d", 1.25, -3, None, [True, {}])}`,
      `'\\400 \\0 \\q \\/ \\\n joined'`,
      `"\\u20ac \\U0001f600 caf\\xe9"`,
      `'''a"b'c'''`,
      `'''\\''''`,
    );
    const program = "import ast, json, sys\n" +
      "print(json.dumps([ast.literal_eval(t) for t in json.load(sys.stdin)]))";
    const expected = runPython(program, texts) as unknown[];
    assert.equal(expected.length, texts.length);
    for (const [i, text] of texts.entries()) {
      assert.deepEqual(plain(parseLooseJson(text)), expected[i], text);
    }
  },
});

Deno.test({
  name: "parseLooseJson() reads back what Python's repr writes",
  ignore: ignoreComparison,
  fn() {
    const random = createRandom(3);
    const values = Array.from(
      { length: 500 },
      () => generateRecord(random).value,
    );
    const program = "import json, sys\n" +
      "print(json.dumps([repr(v) for v in json.load(sys.stdin)]))";
    const texts = runPython(program, values) as string[];
    for (const [i, text] of texts.entries()) {
      assert.deepEqual(plain(parseLooseJson(text)), values[i], text);
    }
  },
});

Deno.test("parseLooseJson() throws nothing but LooseJsonSyntaxError on mutated records", () => {
  const random = createRandom(4);
  const pieces = [...`'"\\{}[](),:#xuUNTb09.-+eE_ \n\0é🍚`].concat(
    ["'''", '"""', "\\u", "\\x", "None", "inf", "__import__('os')"],
  );
  let refused = 0;
  for (let i = 0; i < 10_000; i++) {
    let { text } = generateRecord(random);
    for (let mutations = 1 + random.below(3); mutations > 0; mutations--) {
      const at = random.below(text.length + 1);
      const behind = at + random.below(3);
      const piece = random.below(3) === 0
        ? ""
        : pieces[random.below(pieces.length)]!;
      text = text.slice(0, at) + piece + text.slice(behind);
    }
    try {
      parseLooseJson(text);
    } catch (error) {
      assert.ok(error instanceof LooseJsonSyntaxError, text);
      assert.ok(error.column >= 1 && error.column <= text.length + 1, text);
      refused++;
    }
  }
  assert.ok(refused > 2500, `only ${refused} of the texts were broken`);
});

Deno.test("parseLooseJson() refuses long texts of one kind without hanging", () => {
  for (const piece of ["9", "_", ".", "-", "a", " ", "'", '"', "\\", "{'a':"]) {
    for (const start of ["", "[", "{'a': ", "'"]) {
      try {
        parseLooseJson(start + piece.repeat(200_000));
      } catch (error) {
        assert.ok(error instanceof LooseJsonSyntaxError, start + piece);
      }
    }
  }
});
