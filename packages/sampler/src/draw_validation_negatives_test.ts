import { countPairs, createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { pairKeys, randomPairs } from "./_testing.ts";
import { drawValidationNegatives } from "./draw_validation_negatives.ts";

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
    drawValidationNegatives(known, 30, 40, seed);
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
