import {
  countPairs,
  createRandom,
  type RowPairs,
  shuffleInPlace,
} from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs, skewedPairs } from "./_testing.ts";
import { drawValidationNegatives } from "./draw_validation_negatives.ts";
import { splitPairs } from "./split_pairs.ts";

/** Returns the pairs 0-1, 1-2, …, and the last item with the first. */
function ringOf(itemCount: number): RowPairs {
  return {
    left: Uint32Array.from({ length: itemCount }, (_, i) => i),
    right: Uint32Array.from(
      { length: itemCount },
      (_, i) => (i + 1) % itemCount,
    ),
  };
}

Deno.test("drawValidationNegatives() gives distinct unknown pairs, left < right", () => {
  const random = createRandom(1);
  for (const [pairs, itemCount, count] of [[50, 30, 200], [7, 9, 3]] as const) {
    const known = randomPairs(random, pairs, itemCount);
    const drawn = drawValidationNegatives(known, count, itemCount);
    const keys = new Set(pairKeys(drawn));
    assert.equal(drawn.left.length, count);
    assert.equal(drawn.right.length, count);
    assert.equal(keys.size, count);
    assert.ok(keys.isDisjointFrom(new Set(pairKeys(known))));
    for (let p = 0; p < count; p++) {
      assert.ok(drawn.left[p]! < drawn.right[p]!);
    }
  }
});

Deno.test("drawValidationNegatives() knows a pair in either order", () => {
  // All pairs of four items but 1-3, the larger item first.
  const known = {
    left: Uint32Array.of(1, 2, 3, 2, 3),
    right: Uint32Array.of(0, 0, 0, 1, 2),
  };
  assert.deepEqual(drawValidationNegatives(known, 1, 4), {
    left: Uint32Array.of(1),
    right: Uint32Array.of(3),
  });
});

Deno.test("drawValidationNegatives() takes only items that occur", () => {
  const known = {
    left: Uint32Array.of(2, 5, 8),
    right: Uint32Array.of(5, 8, 11),
  };
  // Of the six pairs of 2, 5, 8 and 11 three are left.
  const drawn = drawValidationNegatives(known, 3, 20);
  assert.deepEqual(pairKeys(drawn).toSorted(), ["2-11", "2-8", "5-11"]);
});

Deno.test("drawValidationNegatives() finds every unknown pair there is", () => {
  // Odd and even numbers of items: of an odd one each shuffle leaves one out.
  for (const itemCount of [4, 5, 12, 13]) {
    const known = ringOf(itemCount);
    const possible = itemCount * (itemCount - 1) / 2 - itemCount;
    const drawn = drawValidationNegatives(known, possible, itemCount);
    const all = [...pairKeys(drawn), ...pairKeys(known)];
    assert.equal(new Set(all).size, itemCount * (itemCount - 1) / 2);
  }
});

Deno.test("drawValidationNegatives() uses every item about equally often", () => {
  for (const itemCount of [100, 101]) {
    const drawn = drawValidationNegatives(ringOf(itemCount), 500, itemCount);
    const uses = countPairs(drawn, itemCount);
    // Ten on average. Independent draws would range from about 3 to 19.
    assert.ok(Math.min(...uses) >= 7, `${uses}`);
    assert.ok(Math.max(...uses) <= 12, `${uses}`);
  }
});

Deno.test("drawValidationNegatives() gives the same pairs for the same seed only", () => {
  const known = ringOf(40);
  const draw = (seed?: number): RowPairs =>
    drawValidationNegatives(
      known,
      30,
      40,
      seed === undefined ? {} : { seed },
    );
  assert.deepEqual(draw(), draw(1));
  assert.deepEqual(draw(2), draw(2));
  assert.notDeepEqual(draw(2), draw(3));
});

Deno.test("drawValidationNegatives() draws none where none is asked for", () => {
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.deepEqual(drawValidationNegatives(ringOf(3), 0, 3), none);
  assert.deepEqual(drawValidationNegatives(none, 0, 3), none);
});

Deno.test("drawValidationNegatives() throws RangeError if there are not so many", () => {
  assert.throws(() => drawValidationNegatives(ringOf(5), 6, 9), {
    name: "RangeError",
    message:
      "Cannot draw negatives: at most 5 distinct pairs of 5 items are unknown, got a wish for 6",
  });
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.throws(() => drawValidationNegatives(none, 1, 9), {
    name: "RangeError",
    message:
      "Cannot draw negatives: at most 0 distinct pairs of 0 items are unknown, got a wish for 1",
  });
});

/** The plain method: a set of texts, and a shuffle of all items at a time. */
function drawPlainly(known: RowPairs, count: number, seed: number): string[] {
  const random = createRandom(seed, 2);
  const taken = new Set(pairKeys(known));
  const items = [...new Set([...known.left, ...known.right])];
  items.sort((a, b) => a - b);
  const drawn: string[] = [];
  for (;;) {
    shuffleInPlace(items, random);
    for (let at = 0; at + 1 < items.length; at += 2) {
      if (drawn.length === count) return drawn;
      const [a, b] = [items[at]!, items[at + 1]!];
      const key = `${Math.min(a, b)}-${Math.max(a, b)}`;
      if (!taken.has(key)) drawn.push(key);
      taken.add(key);
    }
  }
}

Deno.test("drawValidationNegatives() matches the plain method, sorted or not", () => {
  const random = createRandom(6);
  for (
    const [pairs, itemCount, count] of [[300, 50, 200], [9, 7, 4]] as const
  ) {
    for (
      const known of [
        randomPairs(random, pairs, itemCount),
        skewedPairs(random, pairs, itemCount),
      ]
    ) {
      for (const seed of [1, 2]) {
        const drawn = drawValidationNegatives(known, count, itemCount, {
          seed,
        });
        assert.deepEqual(pairKeys(drawn), drawPlainly(known, count, seed));
      }
    }
  }
});

/** ROC-AUC of a score of pairs, by counting; ties count one half. */
function aucOf(
  positives: RowPairs,
  negatives: RowPairs,
  score: (a: number, b: number) => number,
): number {
  const scores = ({ left, right }: RowPairs) =>
    Array.from(left, (a, p) => score(a, right[p]!));
  const lows = scores(negatives);
  let wins = 0;
  for (const high of scores(positives)) {
    for (const low of lows) wins += high > low ? 1 : high === low ? 0.5 : 0;
  }
  return wins / (lows.length * positives.left.length);
}

Deno.test("drawValidationNegatives() like held-out pairs tells nothing by popularity", () => {
  for (const seed of [1, 2, 3]) {
    const known = skewedPairs(createRandom(seed), 4000, 2000);
    const degrees = countPairs(known, 2000);
    const { validation } = splitPairs(known, { seed });
    const count = validation.left.length;
    const auc = (like?: RowPairs): number =>
      aucOf(
        validation,
        drawValidationNegatives(known, count, 2000, {
          seed,
          ...(like === undefined ? {} : { like }),
        }),
        (a, b) => degrees[a]! * degrees[b]!,
      );
    assert.ok(auc() > 0.8, `${auc()}`);
    // The standard error of either is about 0.011.
    assert.ok(Math.abs(auc(validation) - 0.5) < 0.05, `${auc(validation)}`);
  }
});

Deno.test("drawValidationNegatives() like pairs has their items as often, within what is known", () => {
  const known = skewedPairs(createRandom(4), 3000, 3000);
  const { validation: like } = splitPairs(known);
  const wanted = countPairs(like, 3000);
  for (const times of [1, 3]) {
    const count = times * like.left.length;
    const drawn = drawValidationNegatives(known, count, 3000, { like });
    const uses = countPairs(drawn, 3000);
    let off = 0;
    for (const [item, use] of uses.entries()) {
      off += Math.abs(use - times * wanted[item]!);
    }
    // Independent draws would be off by more than half of all places.
    assert.ok(off < 0.03 * 2 * count, `${off} of ${2 * count}`);
    const keys = new Set(pairKeys(drawn));
    assert.equal(keys.size, count);
    assert.ok(keys.isDisjointFrom(new Set(pairKeys(known))));
    assert.ok(drawn.left.every((row, p) => row < drawn.right[p]!));
  }
});

Deno.test("drawValidationNegatives() like pairs throws RangeError if there are not so many", () => {
  // Of items 0 to 3 only 0-2 and 1-3 are unknown, whatever others there are.
  const known = ringOf(4);
  known.left = Uint32Array.of(...known.left, 4);
  known.right = Uint32Array.of(...known.right, 5);
  const like = ringOf(4);
  const drawn = drawValidationNegatives(known, 2, 6, { like });
  assert.deepEqual(pairKeys(drawn).toSorted(), ["0-2", "1-3"]);
  assert.throws(() => drawValidationNegatives(known, 3, 6, { like }), {
    name: "RangeError",
    message:
      "Cannot draw negatives like 4 pairs: there must be 3 distinct unknown pairs of their items, got 2",
  });
  const none = { left: new Uint32Array(), right: new Uint32Array() };
  assert.deepEqual(
    drawValidationNegatives(known, 0, 6, { like: none }),
    none,
  );
  assert.throws(() => drawValidationNegatives(known, 1, 6, { like: none }), {
    name: "RangeError",
    message:
      "Cannot draw negatives like 0 pairs: there must be 1 distinct unknown pairs of their items, got 0",
  });
});

Deno.test("drawValidationNegatives() throws RangeError if a row is no item or the count is none", () => {
  assert.throws(
    () => drawValidationNegatives(ringOf(5), 1, 4),
    new RangeError("Cannot index pairs: rows must be below 4, got 4 in pair 3"),
  );
  assert.throws(
    () => drawValidationNegatives(ringOf(5), 1, 5, { like: ringOf(6) }),
    new RangeError(
      "Cannot draw negatives: rows must be below 5, got 5 in pair 4",
    ),
  );
  for (const count of [-1, 1.5, NaN]) {
    assert.throws(
      () => drawValidationNegatives(ringOf(5), count, 5),
      new RangeError(
        `Cannot draw negatives: their count must be a whole number >= 0, got ${count}`,
      ),
    );
  }
});
