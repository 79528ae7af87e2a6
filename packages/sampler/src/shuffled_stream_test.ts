import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { ShuffledStream } from "./shuffled_stream.ts";

/** Returns how often each of `n` positions comes within `draws` draws. */
function countDraws(
  stream: ShuffledStream,
  n: number,
  draws: number,
): Uint32Array {
  const drawn = new Uint32Array(draws);
  stream.fill(drawn, createRandom(1));
  const counts = new Uint32Array(n);
  for (const position of drawn) counts[position]!++;
  return counts;
}

Deno.test("ShuffledStream holds each position as often as is due, within one place", () => {
  const random = createRandom(1);
  for (const n of [1, 2, 9, 300]) {
    const weights = Float64Array.from({ length: n }, () => 1 + random.float());
    weights[0] = 1;
    if (n > 2) weights[n - 2] = 0;
    const total = weights.reduce((a, b) => a + b);
    // Long enough that every position is due at least one place.
    for (const length of [3 * n, 10 * n + 1, 7919]) {
      const stream = new ShuffledStream(weights, { length });
      assert.equal(stream.length, length);
      const counts = countDraws(stream, n, length);
      for (const [i, count] of counts.entries()) {
        const due = weights[i]! * length / total;
        assert.ok(Math.abs(count - due) <= 1, `${count} for ${due}`);
      }
    }
  }
});

Deno.test("ShuffledStream never leaves a position out that weighs something", () => {
  const weights = Float64Array.of(1e9, 1, 1e-300, 0, 5);
  for (const length of [4, 5, 100]) {
    const counts = countDraws(
      new ShuffledStream(weights, { length }),
      5,
      length,
    );
    assert.deepEqual(counts, Uint32Array.of(length - 3, 1, 1, 0, 1));
  }
});

Deno.test("ShuffledStream draws every place once a round, whatever the steps", () => {
  const weights = Float64Array.of(2, 1, 1);
  const stream = new ShuffledStream(weights, { length: 400 });
  const random = createRandom(1);
  for (let round = 0; round < 20; round++) {
    const drawn = new Uint32Array(400);
    for (let at = 0, step = 1; at < 400; at += step, step = step * 2 + round) {
      stream.fill(drawn.subarray(at, at + step), random);
    }
    const counts = [0, 0, 0];
    for (const position of drawn) counts[position]!++;
    assert.deepEqual(counts, [200, 100, 100]);
  }
});

Deno.test("ShuffledStream begins every round at another place", () => {
  const weights = new Float64Array(500).fill(1);
  const stream = new ShuffledStream(weights, { length: 500 });
  const random = createRandom(1);
  const firsts = new Set<number>();
  for (let round = 0; round < 50; round++) {
    const drawn = new Uint32Array(500);
    stream.fill(drawn, random);
    firsts.add(drawn[0]!);
  }
  // Of 50 draws from 500 about 47.6 are distinct.
  assert.ok(firsts.size > 40, `${firsts.size}`);
});

Deno.test("ShuffledStream has 2^20 places by default, or 8 for each position", () => {
  assert.equal(new ShuffledStream(Float64Array.of(1, 0)).length, 2 ** 20);
  const many = new Float64Array(150_000).fill(1);
  assert.equal(new ShuffledStream(many).length, 1_200_000);
});

Deno.test("ShuffledStream takes another order for another seed", () => {
  const weights = new Float64Array(50).fill(1);
  const roundOf = (seed?: number): Uint32Array => {
    const stream = new ShuffledStream(weights, { length: 50, seed });
    const drawn = new Uint32Array(50);
    stream.fill(drawn, createRandom(1));
    return drawn;
  };
  assert.deepEqual(roundOf(), roundOf(1));
  assert.notDeepEqual(roundOf(1), roundOf(2));
});

Deno.test("ShuffledStream throws RangeError if a weight or the length is out of range", () => {
  const create = (weights: number[], length?: number) => () =>
    new ShuffledStream(Float64Array.from(weights), { length });
  assert.throws(
    create([1, -1]),
    new RangeError(
      "Cannot lay out a stream: weights must be finite and >= 0, got -1 at 1",
    ),
  );
  assert.throws(
    create([0, 0]),
    new RangeError(
      "Cannot lay out a stream: the weights must have a sum > 0, got 0",
    ),
  );
  for (const length of [0, 1, 2.5, NaN, 2 ** 29]) {
    assert.throws(
      create([1, 1], length),
      new RangeError(
        `Cannot lay out a stream: its length must be a whole number in [2, 268435456], got ${length}`,
      ),
    );
  }
});
