import assert from "node:assert/strict";
import {
  PythonFloat,
  type PythonValue,
  writePythonLiteral,
} from "./python_literal.ts";

// What Python 3 prints for repr() of the same value.
const CASES: [value: PythonValue, repr: string][] = [
  ["rice", `'rice'`],
  ["", `''`],
  ["Rosa's", `"Rosa's"`],
  ['8" wrap', `'8" wrap'`],
  [`Rosa's "Old" Pickles`, `'Rosa\\'s "Old" Pickles'`],
  ["Half\\Half", `'Half\\\\Half'`],
  ["a\tb\nc\rd", `'a\\tb\\nc\\rd'`],
  ["18\u00a0oz", `'18\\xa0oz'`],
  ["\u0000\u007f\u0085", `'\\x00\\x7f\\x85'`],
  ["a\u200bb\u2028c", `'a\\u200bb\\u2028c'`],
  ["\u{e0001}", `'\\U000e0001'`],
  ["Crème Brûlée ½ 味噌 🍚", `'Crème Brûlée ½ 味噌 🍚'`],
  [12, "12"],
  [-3, "-3"],
  [new PythonFloat(12.99), "12.99"],
  [new PythonFloat(24), "24.0"],
  [new PythonFloat(0.0001), "0.0001"],
  [new PythonFloat(0), "0.0"],
  [new PythonFloat(-0), "-0.0"],
  [true, "True"],
  [false, "False"],
  [null, "None"],
  [[], "[]"],
  [[["a", 1]], "[['a', 1]]"],
  [{}, "{}"],
  [{ "it's": { b: ["c"] } }, `{"it's": {'b': ['c']}}`],
];

for (const [value, repr] of CASES) {
  Deno.test(`writePythonLiteral() writes ${repr}`, () => {
    assert.equal(writePythonLiteral(value), repr);
  });
}

Deno.test("writePythonLiteral() throws RangeError on a bare fraction", () => {
  assert.throws(() => writePythonLiteral(0.5), {
    name: "RangeError",
    message: "Cannot write a Python int: it must be a safe integer, got 0.5",
  });
});

for (const value of [NaN, Infinity, 1e16, 0.00001]) {
  Deno.test(`new PythonFloat() throws RangeError on ${value}`, () => {
    assert.throws(() => new PythonFloat(value), RangeError);
  });
}
