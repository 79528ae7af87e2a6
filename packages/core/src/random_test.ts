import assert from "node:assert/strict";
import { createRandom, randomFromState } from "./random.ts";

Deno.test("randomFromState() gives the published sequence of xoshiro128++", () => {
  // The reference output for state 1, 2, 3, 4 of the authors' C code.
  const random = randomFromState([1, 2, 3, 4]);
  assert.deepEqual(Array.from({ length: 10 }, () => random.uint32()), [
    641,
    1573767,
    3222811527,
    3517856514,
    836907274,
    4247214768,
    3867114732,
    1355841295,
    495546011,
    621204420,
  ]);
});

Deno.test("createRandom() keeps the sequence of a seed from release to release", () => {
  // Computed by a second implementation, in Python's unbounded integers.
  const draw = (seed: number, stream: number): number[] => {
    const random = createRandom(seed, stream);
    return [random.uint32(), random.uint32(), random.uint32()];
  };
  assert.deepEqual(draw(7, 0), [1627184897, 2297633239, 3027879127]);
  assert.deepEqual(draw(2 ** 40 + 7, 2), [2557881898, 583533657, 2397650544]);
});

Deno.test("createRandom() gives other numbers for another seed or stream", () => {
  const firsts = [
    createRandom(0),
    createRandom(1),
    createRandom(2 ** 32),
    createRandom(2 ** 32 + 1),
    createRandom(0, 1),
    createRandom(1, 1),
  ].map((random) => `${random.uint32()} ${random.uint32()}`);
  assert.equal(new Set(firsts).size, firsts.length);
});

Deno.test("createRandom() refuses a seed that is no whole number", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assert.throws(() => createRandom(seed), {
      name: "RangeError",
      message:
        `Cannot create a random generator: the seed must be a whole number in [0, 2^53), got ${seed}`,
    });
  }
});

Deno.test("Random.below() is even over its range", () => {
  const random = createRandom(3);
  const counts = new Uint32Array(7);
  const draws = 70_000;
  for (let i = 0; i < draws; i++) counts[random.below(7)]!++;
  // Chi-squared with 6 degrees of freedom: 22.46 is exceeded once in 1,000.
  let chiSquared = 0;
  for (const count of counts) {
    chiSquared += (count - draws / 7) ** 2 / (draws / 7);
  }
  assert.ok(chiSquared < 22.46, `chi-squared ${chiSquared}`);
});

Deno.test("Random.below() takes both ends of the limits it allows", () => {
  const random = createRandom(5);
  for (let i = 0; i < 20; i++) assert.equal(random.below(1), 0);
  const same = createRandom(6);
  assert.equal(createRandom(6).below(2 ** 32), same.uint32());
});

Deno.test("Random.below() throws RangeError if the limit is out of range", () => {
  for (const limit of [0, -1, 2.5, NaN, 2 ** 32 + 1]) {
    assert.throws(() => createRandom(1).below(limit), {
      name: "RangeError",
      message:
        `Cannot draw a number: the limit must be a whole number in [1, 2^32], got ${limit}`,
    });
  }
});

Deno.test("Random.float() stays in [0, 1) with mean one half", () => {
  const random = createRandom(4);
  let sum = 0;
  for (let i = 0; i < 100_000; i++) {
    const value = random.float();
    assert.ok(value >= 0 && value < 1);
    sum += value;
  }
  // Standard error of the mean is 0.29 / sqrt(100,000), about 0.0009.
  assert.ok(Math.abs(sum / 100_000 - 0.5) < 0.004);
});

Deno.test("createRandom() throws RangeError if the stream is out of range", () => {
  for (const stream of [-1, 0.5, NaN, 2 ** 32]) {
    assert.throws(() => createRandom(1, stream), {
      name: "RangeError",
      message:
        `Cannot create a random generator: the stream must be a whole number in [0, 2^32), got ${stream}`,
    });
  }
});

Deno.test("randomFromState() throws RangeError if the state is unusable", () => {
  for (const state of [[], [1, 2, 3], [1, 2, 3, 4, 5], [0, 0, 0, 0]]) {
    assert.throws(() => randomFromState(state), {
      name: "RangeError",
      message:
        `Cannot create a random generator: the state must be four words, not all zero, got [${state}]`,
    });
  }
});

Deno.test("createRandom() fills arrays with what single calls return", () => {
  const one = createRandom(5);
  const many = createRandom(5);
  for (const length of [0, 1, 2, 1000]) {
    const filled = new Uint32Array(length);
    many.fill(filled);
    assert.deepEqual([...filled], [...filled].map(() => one.uint32()));
    assert.equal(many.float(), one.float());
  }
});
