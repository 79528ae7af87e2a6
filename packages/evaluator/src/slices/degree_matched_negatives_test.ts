import { createRandom } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { rocAuc } from "@kindred/kernels";
import assert from "node:assert/strict";
import { degreeMatchedNegatives } from "./degree_matched_negatives.ts";

/** Distinct pairs of items drawn by popularity alone, every third held out. */
function popularitySplit(itemCount: number, pairs: number): Split {
  const random = createRandom(1);
  const draw = () => Math.floor(itemCount * random.float() ** 3);
  const drawn = new Map<string, [number, number]>();
  while (drawn.size < pairs) {
    const [a, b] = [draw(), draw()].sort((x, y) => x - y) as [number, number];
    if (a !== b) drawn.set(`${a},${b}`, [a, b]);
  }
  const all = [...drawn.values()];
  const train = all.filter((_, p) => p % 3 !== 0);
  const heldOut = all.filter((_, p) => p % 3 === 0);
  const negatives = heldOut.map((): [number, number] => {
    for (;;) {
      const [a, b] = [random.below(itemCount), random.below(itemCount)];
      if (a < b && !drawn.has(`${a},${b}`)) return [a, b];
    }
  });
  const validation = [...heldOut, ...negatives];
  return {
    itemCount,
    train: {
      left: Uint32Array.from(train, ([a]) => a),
      right: Uint32Array.from(train, ([, b]) => b),
      weight: new Float32Array(train.length).fill(1),
    },
    validation: {
      left: Uint32Array.from(validation, ([a]) => a),
      right: Uint32Array.from(validation, ([, b]) => b),
      label: Uint8Array.from(validation, (_, p) => p < heldOut.length ? 1 : 0),
    },
  };
}

const SPLIT = popularitySplit(2000, 9000);

function trainingDegrees({ itemCount, train }: Split): Uint32Array {
  const degrees = new Uint32Array(itemCount);
  for (const row of [...train.left, ...train.right]) degrees[row]!++;
  return degrees;
}

Deno.test("degreeMatchedNegatives() replaces one item of each held-out pair by a free one", () => {
  const { validation, train } = SPLIT;
  const { left, right, heldOut, missing } = degreeMatchedNegatives(SPLIT);
  assert.equal(heldOut.length + missing, 3000);
  assert.ok(missing < 30, `missing ${missing}`);
  const keyOf = (a: number, b: number) => `${[a, b].sort((x, y) => x - y)}`;
  const taken = new Set<string>();
  for (const [p, a] of train.left.entries()) {
    taken.add(keyOf(a, train.right[p]!));
  }
  for (const [p, a] of validation.left.entries()) {
    if (validation.label[p] === 1) taken.add(keyOf(a, validation.right[p]!));
  }
  let leftKept = 0;
  for (const [i, p] of heldOut.entries()) {
    assert.equal(validation.label[p], 1);
    assert.ok(i === 0 || heldOut[i - 1]! < p);
    const keepsLeft = left[i] === validation.left[p];
    const keepsRight = right[i] === validation.right[p];
    assert.ok(keepsLeft !== keepsRight, `pair ${p}`);
    leftKept += keepsLeft ? 1 : 0;
    assert.notEqual(left[i], right[i]);
    const key = keyOf(left[i]!, right[i]!);
    assert.ok(!taken.has(key), `${key} is taken`);
    taken.add(key);
  }
  assert.ok(Math.abs(leftKept / heldOut.length - 0.5) < 0.05);
});

Deno.test("degreeMatchedNegatives() draws the same degree where it is common", () => {
  const degrees = trainingDegrees(SPLIT);
  const common = new Uint32Array(Math.max(...degrees) + 1);
  for (const degree of degrees) common[degree]!++;
  const { validation } = SPLIT;
  const { left, right, heldOut } = degreeMatchedNegatives(SPLIT);
  let compared = 0;
  for (const [i, p] of heldOut.entries()) {
    const keepsLeft = left[i] === validation.left[p];
    const before = (keepsLeft ? validation.right : validation.left)[p]!;
    const after = (keepsLeft ? right : left)[i]!;
    if (common[degrees[before]!]! < 64 && degrees[before] !== 0) continue;
    assert.equal(degrees[after], degrees[before]);
    compared++;
  }
  assert.ok(compared > 500);
});

Deno.test("degreeMatchedNegatives() leave popularity nothing to tell", () => {
  const degrees = trainingDegrees(SPLIT);
  const product = (left: Uint32Array, right: Uint32Array) =>
    Float32Array.from(left, (a, p) => degrees[a]! * degrees[right[p]!]!);
  const { validation } = SPLIT;
  const scores = product(validation.left, validation.right);
  assert.ok(rocAuc(scores, validation.label) > 0.75);

  const matched = degreeMatchedNegatives(SPLIT);
  const m = matched.heldOut.length;
  const both = new Float32Array(2 * m);
  both.set(Float32Array.from(matched.heldOut, (p) => scores[p]!));
  both.set(product(matched.left, matched.right), m);
  const label = Uint8Array.from({ length: 2 * m }, (_, i) => i < m ? 1 : 0);
  // The standard error of an area over twice 3000 pairs is 0.0075.
  assert.ok(Math.abs(rocAuc(both, label) - 0.5) < 0.02);
});

Deno.test("degreeMatchedNegatives() follow from the seed", () => {
  const first = degreeMatchedNegatives(SPLIT, { seed: 3 });
  assert.deepEqual(degreeMatchedNegatives(SPLIT, { seed: 3 }), first);
  assert.notDeepEqual(degreeMatchedNegatives(SPLIT, { seed: 4 }), first);
});

Deno.test("degreeMatchedNegatives() counts the pairs that none can be found for", () => {
  // All pairs of four items are known but (1, 3), which one of two can have.
  const { left, right, heldOut, missing } = degreeMatchedNegatives({
    itemCount: 4,
    train: {
      left: Uint32Array.of(0, 0, 0),
      right: Uint32Array.of(1, 2, 3),
      weight: Float32Array.of(1, 1, 1),
    },
    validation: {
      left: Uint32Array.of(1, 2),
      right: Uint32Array.of(2, 3),
      label: Uint8Array.of(1, 1),
    },
  });
  assert.equal(heldOut.length + missing, 2);
  assert.ok(missing >= 1);
  for (const [i, a] of left.entries()) {
    assert.deepEqual([a, right[i]].sort(), [1, 3]);
  }
});

Deno.test("degreeMatchedNegatives() takes a split without held-out pairs", () => {
  const validation = {
    left: Uint32Array.of(0),
    right: Uint32Array.of(1),
    label: Uint8Array.of(0),
  };
  const none = new Uint32Array();
  assert.deepEqual(degreeMatchedNegatives({ ...SPLIT, validation }), {
    left: none,
    right: none,
    heldOut: none,
    missing: 0,
  });
});

Deno.test("degreeMatchedNegatives() throws RangeError for rows that do not exist", () => {
  assert.throws(
    () => degreeMatchedNegatives({ ...SPLIT, itemCount: 5 }),
    /^RangeError: Cannot draw negatives: rows must be below 5, got/,
  );
});
