import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { hasPython, ignoreWithout, runPython } from "../_testing.ts";
import { generateRecord } from "./_testing.ts";
import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";
import { type LooseJsonValue, parseLooseJson } from "./parse_loose_json.ts";

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
    [`{'k': 1, 'k': 2,}`, { k: 2 }],
    [`('x', 'y',)`, ["x", "y"]],
    [`()`, []],
    [`[ ]`, []],
    [`{}`, {}],
    // Round brackets alone make no tuple.
    [`('x')`, "x"],
    [`('x',)`, ["x"]],
    [`(([1]))`, [1]],
  ];
  for (const [text, expected] of cases) {
    assert.deepEqual(plain(parseLooseJson(text)), expected, text);
  }
});

Deno.test("parseLooseJson() reads every form of number", () => {
  const cases: [string, number][] = [
    [`-1.5e3`, -1500],
    [`.5`, 0.5],
    [`7.`, 7],
    [`1_000`, 1000],
    [`+1_0.0_1e1_0`, 10.01e10],
    [`0xFf`, 255],
    [`-0o17`, -15],
    [`0b1_0`, 2],
    [`- 1`, -1],
    [`00`, 0],
    [`09.5`, 9.5],
    [`9007199254740993`, 9007199254740992],
    [`1e400`, Infinity],
    [`-inf`, -Infinity],
    [`nan`, NaN],
  ];
  for (const [text, expected] of cases) {
    assert.equal(parseLooseJson(text), expected, text);
  }
});

Deno.test("parseLooseJson() reads every form of text", () => {
  const cases: [string, string][] = [
    [`""`, ""],
    [`'it\\'s \\x41\\u00e9\\U0001F35A \\n\\t\\\\ \\101'`, "it's Aé🍚 \n\t\\ A"],
    [`'\\400 \\0'`, "\u0100 \0"],
    [`'\\q \\8 \\é'`, "\\q \\8 \\é"],
    [`'a\\/b'`, "a\\/b"],
    [`"a\\/b"`, "a/b"],
    [`"""a\\/b"""`, "a\\/b"],
    [`'one\\\ntwo\\\r\nthree'`, "onetwothree"],
    [`'''two 'quotes' ""inside'''`, `two 'quotes' ""inside`],
    [`'''\\''''`, "'"],
    [`"""a\nb\r\nc\rd"""`, "a\nb\nc\nd"],
    [`"\\ud83c\\udf5a"`, "🍚"],
    [`"\\ud83c"`, "\ud83c"],
    [`u'rice'`, "rice"],
    [`r'\\d\\''`, "\\d\\'"],
    [`b'\\xe9\\u0041\\777'`, "\xe9\\u0041\xff"],
    [`Rb'\\x'`, "\\x"],
    [`'a' "b"'''c''' u'd'`, "abcd"],
    ["'tab\tand \x7f'", "tab\tand \x7f"],
  ];
  for (const [text, expected] of cases) {
    assert.equal(parseLooseJson(text), expected, text);
    const dict = `{${text}: [${text}, ${text}]}`;
    assert.deepEqual(
      parseLooseJson(dict),
      new Map([[expected, [expected, expected]]]),
      dict,
    );
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

Deno.test("parseLooseJson() reads long lists of texts, whatever stands among them", () => {
  // Around the lengths at which the scanner hands on what it has found.
  for (const length of [1, 255, 256, 257, 512, 513, 1000]) {
    const texts = Array.from({ length }, (_, i) => `B${i}`);
    for (const odd of [null, 7, "naïve", ["C"]]) {
      for (const place of [0, 1, 256, length]) {
        const list: unknown[] = [...texts];
        list.splice(place, 0, odd);
        assert.deepEqual(parseLooseJson(JSON.stringify(list)), list);
      }
    }
    assert.deepEqual(parseLooseJson(JSON.stringify(texts)), texts);
  }
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
    ["{1: 2}", 2],
    ["{('a'): 2}", 2],
    ["{1, 2}", 2],
    ["{'a': 1} {'b': 2}", 10],
    ["['x', 'y'", 10],
    ["[1 2]", 4],
    ["[,]", 2],
    ["(,)", 2],
    ["[1] # one", 5],
    ["<html>", 1],
    ["-None", 1],
    ["-u'x'", 1],
    ["-(1)", 1],
    ["1j", 2],
    ["012", 2],
    ["1__0", 2],
    ["0x", 2],
    ["1e", 2],
    ["'open", 6],
    ["'a\nb'", 3],
    ["'a\0b'", 3],
    ["'\\", 2],
    ["'\\u12'", 2],
    ["'\\U00110000'", 2],
    ["'\\N{BULLET}'", 2],
    ["u 'x'", 1],
    ["f'x'", 1],
    ["ur'x'", 1],
    ["b'é'", 3],
    ["'a' b'b'", 5],
    ["'🍚' 1", 6],
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
  const cases: [text: string, message: string][] = [
    ["{'a': foo()}", `column 7 must hold a value, got "foo()}"`],
    ["['a' 1]", `column 6 must hold "," or "]", got "1]"`],
    [
      "{'é': 'open",
      "column 12 must hold a closing ' for the string that begins at column 7, got the end of the line",
    ],
    [
      "'\\x4'",
      `column 2 must hold a backslash and 2 hexadecimal digits of a character, got "\\\\x4'"`,
    ],
    [
      "'\\N{BULLET}'",
      `column 2 must hold an escape without a name, got "\\\\N{BULLET}'"`,
    ],
    ["'a' b'b'", `column 5 must hold text beside text, got "b'b'"`],
  ];
  for (const [text, message] of cases) {
    assert.throws(() => parseLooseJson(text), {
      name: "LooseJsonSyntaxError",
      message: `Cannot parse the record: ${message}`,
    });
  }
});

Deno.test("parseLooseJson() builds the fields that are asked for, and no others", () => {
  const line = `{'a': [1, {'b': 2}], 'b': {'a': 'x'}, 'a\\x62': 3, 'c': None}`;
  const read = (fields: readonly string[]) =>
    plain(parseLooseJson(line, { fields }));
  assert.deepEqual(read(["b"]), { b: { a: "x" } });
  assert.deepEqual(read(["a", "ab", "z"]), { a: [1, { b: 2 }], ab: 3 });
  assert.deepEqual(read([]), {});
  const list = parseLooseJson("[{'a': 1}]", { fields: [] });
  assert.deepEqual(list, [new Map([["a", 1]])]);
});

Deno.test("parseLooseJson() refuses what is wrong in a field that is skipped", () => {
  const broken = ["foo()", "'\\x4'", "[1 2]", "{'b'}", "1_", "'", "b'é'"];
  for (const written of broken) {
    assert.throws(
      () => parseLooseJson(`{'a': ${written}, 'c': 1}`, { fields: ["c"] }),
      LooseJsonSyntaxError,
      written,
    );
  }
});

Deno.test("parseLooseJson() reads bytes as it reads their text", () => {
  const encoder = new TextEncoder();
  for (const text of [`{'é': ['饭', '🍚', 'a'], 'b': 'c'}`, "'\ufeff'", "''"]) {
    assert.deepEqual(
      parseLooseJson(encoder.encode(text)),
      parseLooseJson(text),
    );
  }
  // 0xff begins no character; the two behind it are one.
  const bytes = Uint8Array.of(0x27, 0xff, 0xc3, 0xa9, 0x27);
  assert.equal(parseLooseJson(bytes), "\ufffdé");
  const part = encoder.encode(`xx[1, 'two']yy`).subarray(2, 12);
  assert.deepEqual(parseLooseJson(part), [1, "two"]);
});

Deno.test("parseLooseJson() reads generated records, written in every way", () => {
  const random = createRandom(1);
  for (let i = 0; i < 2000; i++) {
    const { text, value } = generateRecord(random);
    assert.deepEqual(parseLooseJson(text), value, text);
  }
});

Deno.test({
  name: "parseLooseJson() reads back what Python's repr writes",
  ignore: ignoreWithout(hasPython, "no python3 here whose repr to read"),
  fn() {
    const random = createRandom(3);
    const values = Array.from(
      { length: 500 },
      () => plain(generateRecord(random).value),
    );
    const program = "import json, sys\n" +
      "print(json.dumps([repr(v) for v in json.load(sys.stdin)]))";
    const texts = runPython(program, values) as string[];
    // JSON has no infinity: it is null.
    const expected = JSON.parse(JSON.stringify(values));
    for (const [i, text] of texts.entries()) {
      assert.deepEqual(plain(parseLooseJson(text)), expected[i], text);
    }
  },
});
