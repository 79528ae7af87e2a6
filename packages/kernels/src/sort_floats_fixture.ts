import { createRandom } from "@kindred/core";

/** The numbers that sort apart: signs, zeros, the ends of the range. */
const SPECIAL = [
  0,
  -0,
  Infinity,
  -Infinity,
  1,
  -1,
  2 ** -149, // the least above 0, a subnormal
  -(2 ** -149),
  2 ** -126 - 2 ** -149, // the greatest subnormal
  -(2 ** -126 - 2 ** -149),
  2 ** -126, // the least that is none
  (2 - 2 ** -23) * 2 ** 127, // the greatest finite
  -(2 - 2 ** -23) * 2 ** 127,
];

/** Numbers to sort, by what they are; without NaN. */
export function numbersToSort(): [string, Float32Array][] {
  const random = createRandom(1);
  const cases: [string, Float32Array][] = [];
  // Around where counting begins, and not a multiple of anything.
  for (const length of [0, 1, 2, 3, 100, 255, 256, 257, 5003]) {
    const draw = (one: (i: number) => number) =>
      Float32Array.from({ length }, (_, i) => one(i));
    cases.push(
      [`${length} random`, draw(() => random.float() * 8 - 4)],
      [`${length} tied`, draw(() => random.below(5) - 2)],
      [`${length} equal`, draw(() => 3)],
      [`${length} ascending`, draw((i) => i - 40)],
      [`${length} descending`, draw((i) => 40 - i)],
      [
        `${length} special`,
        draw(() => SPECIAL[random.below(SPECIAL.length)]!),
      ],
      [`${length} of any bits`, ofAnyBits(length, () => random.uint32())],
    );
  }
  const million = { length: 1_000_000 };
  cases.push(
    ["a million random", Float32Array.from(million, () => random.float())],
    ["a million of any bits", ofAnyBits(1_000_000, () => random.uint32())],
  );
  return cases;
}

/** Floats of all exponents; NaN is made a number. */
function ofAnyBits(length: number, uint32: () => number): Float32Array {
  const bits = Uint32Array.from({ length }, uint32);
  const floats = new Float32Array(bits.buffer);
  return floats.map((value) => Number.isNaN(value) ? 1 : value);
}
