import assert from "node:assert/strict";
import {
  describeRange,
  expectNumber,
  isInRange,
  type NumberRange,
} from "./expect_number.ts";

const RANGES: {
  range: NumberRange;
  words: string;
  in: number[];
  out: number[];
}[] = [
  { range: {}, words: "a number", in: [-1e300, 0, 0.5], out: [] },
  { range: { whole: true }, words: "a whole number", in: [-2, 0], out: [0.5] },
  { range: { min: 1 }, words: "a number >= 1", in: [1, 1.5], out: [0.999] },
  {
    range: { min: 0, above: true },
    words: "a number > 0",
    in: [Number.MIN_VALUE],
    out: [0, -0, -1],
  },
  { range: { max: 3 }, words: "a number <= 3", in: [-9, 3], out: [3.001] },
  {
    range: { min: 1, max: 5, whole: true },
    words: "a whole number in [1, 5]",
    in: [1, 3, 5],
    out: [0, 6, 2.5],
  },
  {
    range: { min: 4, max: 12, whole: true, multipleOf: 4 },
    words: "a multiple of 4 in [4, 12]",
    in: [4, 8, 12],
    out: [0, 6, 4.5, 16],
  },
  {
    range: { min: 0, max: 1, above: true },
    words: "a number in (0, 1]",
    in: [0.5, 1],
    out: [0, 1.1],
  },
];

Deno.test("describeRange() says each kind of range in words", () => {
  for (const { range, words } of RANGES) {
    assert.equal(describeRange(range), words);
  }
});

Deno.test("isInRange() takes both ends and refuses what is beyond", () => {
  for (const { range, words, ...values } of RANGES) {
    for (const value of values.in) {
      assert.equal(isInRange(value, range), true, `${value}: ${words}`);
    }
    for (const value of values.out) {
      assert.equal(isInRange(value, range), false, `${value}: ${words}`);
    }
  }
});

Deno.test("isInRange() refuses NaN and infinities in every range", () => {
  for (const { range } of RANGES) {
    for (const value of [NaN, Infinity, -Infinity]) {
      assert.equal(isInRange(value, range), false);
    }
  }
});

Deno.test("expectNumber() returns what the range allows", () => {
  assert.equal(expectNumber("train", "epochs", 7, { min: 1 }), 7);
});

Deno.test("expectNumber() throws RangeError with the option and the range", () => {
  for (const { range, words, out } of RANGES) {
    for (const value of [...out, NaN]) {
      assert.throws(() => expectNumber("train", "the rate", value, range), {
        name: "RangeError",
        message: `Cannot train: the rate must be ${words}, got ${value}`,
      });
    }
  }
});
