import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs } from "./_testing.ts";
import { splitPairs } from "./split_pairs.ts";

Deno.test("splitPairs() puts each pair on exactly one side, with its weight", () => {
  const random = createRandom(1);
  for (const n of [2, 3, 4, 7, 100, 1001]) {
    const pairs = randomPairs(random, n, 80);
    const keys = pairKeys(pairs);
    const { train, validation } = splitPairs(pairs, { seed: n });
    const both = [...pairKeys(train), ...pairKeys(validation)];
    assert.deepEqual(both.toSorted(), keys.toSorted());
    for (const side of [train, validation]) {
      for (const [p, key] of pairKeys(side).entries()) {
        assert.equal(side.weight[p], keys.indexOf(key) + 1);
      }
    }
  }
});

Deno.test("splitPairs() keeps the order of the input on both sides", () => {
  // A pair's weight is its position: more than nine, so not ordered as text.
  const pairs = randomPairs(createRandom(2), 500, 60);
  const { train, validation } = splitPairs(pairs);
  for (const { weight } of [train, validation]) {
    assert.deepEqual(weight, weight.toSorted());
  }
});

Deno.test("splitPairs() holds out round(n * share), never all and never none", () => {
  const sizes: [number, number | undefined, number][] = [
    [2, undefined, 1],
    [3, undefined, 1],
    [4, undefined, 1],
    [5, undefined, 2],
    [99, undefined, 33],
    [100, 0.25, 25],
    [101, 0.5, 51],
    [10, 0.99, 9],
    [2, 0.99, 1],
    [10, 0.001, 1],
  ];
  for (const [n, validationShare, heldOut] of sizes) {
    const { train, validation } = splitPairs(
      randomPairs(createRandom(n), n, 40),
      { validationShare },
    );
    assert.equal(validation.left.length, heldOut, `${n}, ${validationShare}`);
    assert.equal(train.left.length, n - heldOut);
  }
});

Deno.test("splitPairs() gives the same split for the same seed only", () => {
  const pairs = randomPairs(createRandom(3), 60, 30);
  assert.deepEqual(splitPairs(pairs), splitPairs(pairs, { seed: 1 }));
  assert.deepEqual(
    splitPairs(pairs, { seed: 8 }),
    splitPairs(pairs, { seed: 8 }),
  );
  assert.notDeepEqual(
    splitPairs(pairs, { seed: 8 }),
    splitPairs(pairs, { seed: 9 }),
  );
});

Deno.test("splitPairs() holds out every pair about equally often", () => {
  const pairs = randomPairs(createRandom(4), 30, 20);
  const heldOut = new Uint32Array(30);
  const rounds = 3000;
  for (let seed = 0; seed < rounds; seed++) {
    for (const position of splitPairs(pairs, { seed }).validation.weight) {
      heldOut[position - 1]!++;
    }
  }
  // Binomial with share 1/3: standard deviation 25.8, so five of them.
  for (const count of heldOut) {
    assert.ok(Math.abs(count - rounds / 3) < 130, `${heldOut}`);
  }
});

Deno.test("splitPairs() does not change its input", () => {
  const pairs = randomPairs(createRandom(5), 20, 20);
  const before = structuredClone(pairs);
  splitPairs(pairs);
  assert.deepEqual(pairs, before);
});

Deno.test("splitPairs() throws RangeError if there are fewer than two pairs", () => {
  for (const n of [0, 1]) {
    assert.throws(() => splitPairs(randomPairs(createRandom(6), n, 5)), {
      name: "RangeError",
      message: `Cannot split pairs: there must be at least 2, got ${n}`,
    });
  }
});

Deno.test("splitPairs() throws RangeError if the share is out of range", () => {
  const pairs = randomPairs(createRandom(7), 9, 9);
  for (const validationShare of [0, 1, 0.991, -0.1, NaN]) {
    assert.throws(() => splitPairs(pairs, { validationShare }), {
      name: "RangeError",
      message:
        `Cannot split pairs: the validation share must be a number in (0, 0.99], got ${validationShare}`,
    });
  }
});

Deno.test("splitPairs() throws RangeError if the seed is out of range", () => {
  const pairs = randomPairs(createRandom(8), 9, 9);
  assert.throws(() => splitPairs(pairs, { seed: -1 }), {
    name: "RangeError",
    message:
      "Cannot create a random generator: the seed must be a whole number in [0, 2^53), got -1",
  });
});
