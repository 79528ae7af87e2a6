import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
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
    [`'''two 'quotes' inside'''`, "two 'quotes' inside"],
    [`""`, ""],
    [`u'rice'`, "rice"],
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

const hasPython = spawnSync("python3", ["--version"]).status === 0;
if (!hasPython) console.log("skipped: no python3 here to compare with");

Deno.test({
  name: "parseLooseJson() agrees with Python's ast.literal_eval",
  ignore: !hasPython,
  fn() {
    const texts = [
      `{'a': 'b\\x07\\'', "c": ("d", 1.25, -3, None, [True, {}])}`,
      `'\\400 \\0 \\q \\\n joined'`,
      `"\\u20ac \\U0001f600 caf\\xe9"`,
      `'''a"b'c''' `,
    ];
    const program = "import ast, json, sys\n" +
      "print(json.dumps([ast.literal_eval(t.strip()) for t in json.load(sys.stdin)]))";
    const { stdout } = spawnSync("python3", ["-W", "ignore", "-c", program], {
      input: JSON.stringify(texts),
      encoding: "utf8",
    });
    assert.deepEqual(
      texts.map((text) => plain(parseLooseJson(text))),
      JSON.parse(stdout),
    );
  },
});
