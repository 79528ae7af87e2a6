import { countPairs, createRandom, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs, skewedPairs } from "./_testing.ts";
import { SPLIT_METHODS, type SplitMethod, splitPairs } from "./split_pairs.ts";
import type { TimedPairs } from "./timed_pairs.ts";

/** Returns random graphs, dense and sparse, even and skewed, with few distinct times. */
function randomGraphs(
  random: Random,
): { itemCount: number; pairs: TimedPairs }[] {
  return Array.from({ length: 40 }, (_, i) => {
    const itemCount = 4 + random.below(60);
    const most = Math.floor(itemCount * (itemCount - 1) / 4);
    const count = 3 + random.below(Math.max(1, most - 3));
    const draw = i % 2 === 0 ? randomPairs : skewedPairs;
    const pairs = draw(random, count, itemCount);
    const time = Float64Array.from(pairs.left, () => random.below(9) - 4.5);
    return { itemCount, pairs: { ...pairs, time } };
  });
}

/** As many pairs as items hold a ring, and a pair of a ring may be held out. */
function holdsRing(itemCount: number, { left }: TimedPairs): boolean {
  return left.length >= itemCount;
}

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

for (const method of SPLIT_METHODS) {
  Deno.test(`splitPairs() by "${method}" puts each pair of random graphs on exactly one side, in order`, () => {
    const anyGraph = method === "random" || method === "time";
    for (const { itemCount, pairs } of randomGraphs(createRandom(9))) {
      if (!anyGraph && !holdsRing(itemCount, pairs)) continue;
      for (const validationShare of [0.1, 1 / 3, 0.8]) {
        const options = { method, validationShare, seed: pairs.left.length };
        const split = splitPairs(pairs, options);
        const { train, validation } = split;
        // A pair's weight is its position + 1.
        const sides = [train, validation].map(({ weight }) => [...weight]);
        assert.deepEqual(
          sides.flat().sort((a, b) => a - b),
          [...pairs.weight],
        );
        for (const side of [train, validation]) {
          assert.ok(side.left.length > 0);
          assert.deepEqual(side.weight, side.weight.toSorted());
          for (const [p, position] of side.weight.entries()) {
            assert.equal(side.left[p], pairs.left[position - 1]);
            assert.equal(side.right[p], pairs.right[position - 1]);
          }
        }
        assert.deepEqual(splitPairs(pairs, options), split);
      }
    }
  });
}

Deno.test('splitPairs() by "seen-only" leaves every held-out item a training pair, and keeps the share', () => {
  let spared = 0;
  let short = 0;
  for (const { itemCount, pairs } of randomGraphs(createRandom(10))) {
    if (pairs.left.length < 2 * itemCount) continue;
    for (const validationShare of [1 / 3, 0.9]) {
      const options = { validationShare, seed: 3 };
      const random = splitPairs(pairs, options);
      const seen = splitPairs(pairs, { ...options, method: "seen-only" });
      const learned = countPairs(seen.train, itemCount);
      const all = countPairs(pairs, itemCount);
      // Not one item is lost, held out or not.
      assert.ok(all.every((count, item) => count === 0 || learned[item]! > 0));
      // What the random choice has and this has not was spared.
      const chosen = new Set(pairKeys(seen.validation));
      const lost = pairKeys(random.validation).filter((key) =>
        !chosen.has(key)
      );
      assert.ok(lost.length <= seen.spared);
      spared += seen.spared;
      if (seen.validation.left.length < random.validation.left.length) {
        short++;
        // Then nothing is left to take: each pair is the last of an item.
        const { left, right } = seen.train;
        assert.ok(
          left.every((a, p) => learned[a] === 1 || learned[right[p]!] === 1),
        );
      } else {
        assert.equal(
          seen.validation.left.length,
          random.validation.left.length,
        );
      }
    }
  }
  assert.ok(spared > 0 && short > 0, `${spared}, ${short}`);
});

Deno.test('splitPairs() by "seen-only" is the random split where no item is at stake', () => {
  // Every pair of 30 items: a third held out never leaves an item alone.
  const pairs = skewedPairs(createRandom(11), 435, 30);
  const seen = splitPairs(pairs, { method: "seen-only", seed: 4 });
  assert.deepEqual(seen, splitPairs(pairs, { seed: 4 }));
  assert.equal(seen.spared, 0);
});

for (const timed of [false, true]) {
  const name = timed ? "with times" : "without times";
  Deno.test(`splitPairs() by "leave-one-out" ${name} takes one pair of an item at most, and all that may go`, () => {
    let heldOut = 0;
    for (const { itemCount, pairs } of randomGraphs(createRandom(12))) {
      if (!holdsRing(itemCount, pairs)) continue;
      const all = countPairs(pairs, itemCount);
      const { train, validation } = splitPairs(
        timed ? pairs : { ...pairs, time: null },
        { method: "leave-one-out" },
      );
      heldOut += validation.left.length;
      const lost = countPairs(validation, itemCount);
      const learned = countPairs(train, itemCount);
      for (let item = 0; item < itemCount; item++) {
        assert.ok(lost[item]! <= 1);
        assert.ok(all[item] === 0 || learned[item]! > 0);
      }
      // Of each other pair an item has lost one, or has no other.
      const bound = (item: number) => lost[item] === 1 || all[item] === 1;
      for (const [p, a] of train.left.entries()) {
        assert.ok(bound(a) || bound(train.right[p]!));
      }
      if (!timed) continue;
      // It is the latest that could be: what bound the item is not older.
      const timeOf = (position: number) => pairs.time![position - 1]!;
      const lostAt = new Map<number, number>();
      for (const [p, position] of validation.weight.entries()) {
        lostAt.set(validation.left[p]!, timeOf(position));
        lostAt.set(validation.right[p]!, timeOf(position));
      }
      for (const [p, position] of train.weight.entries()) {
        const [a, b] = [train.left[p]!, train.right[p]!];
        if (all[a] === 1 || all[b] === 1) continue;
        const latest = Math.max(
          lostAt.get(a) ?? -Infinity,
          lostAt.get(b) ?? -Infinity,
        );
        assert.ok(latest >= timeOf(position));
      }
    }
    assert.ok(heldOut > 100);
  });
}

Deno.test('splitPairs() by "time" holds the latest pairs out, ties by the seed', () => {
  for (const { pairs } of randomGraphs(createRandom(13))) {
    const { train, validation } = splitPairs(pairs, { method: "time" });
    const n = pairs.left.length;
    assert.equal(validation.left.length, Math.max(1, Math.round(n / 3)));
    const timesOf = ({ weight }: typeof train) =>
      Array.from(weight, (position) => pairs.time![position - 1]!);
    assert.ok(
      Math.min(...timesOf(validation)) >= Math.max(...timesOf(train)),
    );
  }
  const pairs = randomPairs(createRandom(14), 60, 30);
  const time = new Float64Array(60).fill(7);
  const choices = [1, 2, 2].map((seed) =>
    pairKeys(
      splitPairs({ ...pairs, time }, { method: "time", seed }).validation,
    )
  );
  assert.notDeepEqual(choices[0], choices[1]);
  assert.deepEqual(choices[1], choices[2]);
});

Deno.test("splitPairs() gives no times and spares none but by seen-only", () => {
  const pairs = skewedPairs(createRandom(15), 50, 40);
  const time = Float64Array.from(pairs.left);
  for (const method of ["random", "leave-one-out", "time"] as const) {
    const { train, spared } = splitPairs({ ...pairs, time }, { method });
    assert.equal(spared, 0);
    assert.deepEqual(Object.keys(train), ["left", "right", "weight"]);
  }
});

Deno.test("splitPairs() throws RangeError if no pair may be held out", () => {
  // A star: every pair is the only one of some item.
  const pairs = {
    left: new Uint32Array(5),
    right: Uint32Array.of(1, 2, 3, 4, 5),
    weight: new Float32Array(5).fill(1),
  };
  for (const method of ["seen-only", "leave-one-out"] as const) {
    assert.throws(
      () => splitPairs(pairs, { method }),
      new RangeError(
        `Cannot split pairs by "${method}": both items of some pair must be in another pair, got no such among 5 pairs`,
      ),
    );
  }
});

Deno.test("splitPairs() throws RangeError if times are missing or not finite", () => {
  const pairs = randomPairs(createRandom(16), 3, 9);
  for (const time of [undefined, null, new Float64Array(2)]) {
    assert.throws(
      () =>
        splitPairs(time === undefined ? pairs : { ...pairs, time }, {
          method: "time",
        }),
      new RangeError(
        `Cannot split pairs by time: each of the 3 must have a time, got ${
          time ? 2 : "no"
        } times`,
      ),
    );
  }
  const time = Float64Array.of(1, NaN, 2);
  for (const method of ["time", "leave-one-out"] as const) {
    assert.throws(
      () => splitPairs({ ...pairs, time }, { method }),
      new RangeError(
        "Cannot split pairs by time: times must be finite, got NaN for pair 1",
      ),
    );
  }
});

Deno.test("splitPairs() throws RangeError if the method is none", () => {
  const method = "by hand" as SplitMethod;
  assert.throws(
    () => splitPairs(randomPairs(createRandom(17), 9, 9), { method }),
    new RangeError(
      'Cannot split pairs: the method must be one of random, seen-only, leave-one-out, time, got "by hand"',
    ),
  );
});
