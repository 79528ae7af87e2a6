import { createRandom, type LabelledPairs, type RowPairs } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { findLeaks } from "./find_leaks.ts";

type Pair = [left: number, right: number];

function rowPairs(pairs: Pair[]): RowPairs {
  return {
    left: Uint32Array.from(pairs, ([a]) => a),
    right: Uint32Array.from(pairs, ([, b]) => b),
  };
}

function splitOf(train: Pair[], heldOut: Pair[], negatives: Pair[]): Split {
  return {
    itemCount: 12,
    train: {
      ...rowPairs(train),
      weight: new Float32Array(train.length).fill(1),
    },
    validation: {
      ...rowPairs([...heldOut, ...negatives]),
      label: Uint8Array.from(
        [...heldOut.map(() => 1), ...negatives.map(() => 0)],
      ),
    },
  };
}

/** Eight items in a ring, two chords held out, two that are no pairs. */
const RING = Array.from({ length: 8 }, (_, i): Pair => [i, (i + 1) % 8]);
const HELD_OUT: Pair[] = [[0, 2], [3, 5]];
const NEGATIVES: Pair[] = [[0, 4], [1, 5]];

function rowsOf({ left, right, label }: LabelledPairs): number[][] {
  return Array.from(left, (a, p) => [a, right[p]!, label[p]!]);
}

Deno.test("findLeaks() finds nothing in a clean split and copies nothing", () => {
  const split = splitOf(RING, HELD_OUT, NEGATIVES);
  const { warnings, judged } = findLeaks(split);
  assert.deepEqual(warnings, []);
  assert.equal(judged, split.validation);
});

Deno.test("findLeaks() tells held-out pairs in training by their order", () => {
  const leaks: Pair[] = [[0, 1], [2, 1], [4, 3]];
  const { warnings, judged } = findLeaks(
    splitOf(RING, [...leaks, ...HELD_OUT], NEGATIVES),
  );
  assert.deepEqual(warnings, [{
    kind: "heldOutInTraining",
    count: 3,
    of: 5,
    message:
      "3 of 5 held-out pairs are training pairs too (in the same order: 1, with left and right exchanged: 2): the model was shown the answers. They are left out of these numbers; take them out of one side of the split.",
    examples: leaks,
  }]);
  assert.deepEqual(judged, splitOf(RING, HELD_OUT, NEGATIVES).validation);
});

Deno.test("findLeaks() takes the order that any of the training pairs has", () => {
  const both: Pair[] = [[1, 0], ...RING];
  const { warnings } = findLeaks(
    splitOf(both, [[0, 1], ...HELD_OUT], NEGATIVES),
  );
  assert.match(
    warnings[0]!.message,
    /in the same order: 1, with left and right exchanged: 0/,
  );
});

Deno.test("findLeaks() finds negatives that are known pairs", () => {
  const { warnings, judged } = findLeaks(
    splitOf(RING, HELD_OUT, [[1, 0], [2, 0], ...NEGATIVES]),
  );
  assert.deepEqual(warnings, [{
    kind: "negativeKnown",
    count: 2,
    of: 4,
    message:
      "2 of 4 negatives are known pairs (in training: 1, held out: 1): a model would be blamed for scoring them high. They are left out of these numbers; draw negatives among the pairs that are not known.",
    examples: [[1, 0], [2, 0]],
  }]);
  assert.deepEqual(judged, splitOf(RING, HELD_OUT, NEGATIVES).validation);
});

Deno.test("findLeaks() finds a known negative that comes before its pair", () => {
  const split = splitOf(RING, HELD_OUT, [[2, 0], ...NEGATIVES]);
  const { left, right, label } = split.validation;
  for (const array of [left, right, label]) array.reverse();
  const { warnings } = findLeaks(split);
  assert.deepEqual(warnings.map(({ kind }) => kind), ["negativeKnown"]);
});

Deno.test("findLeaks() judges pairs that occur twice once", () => {
  const { warnings, judged } = findLeaks(splitOf(
    RING,
    [...HELD_OUT, [0, 2], [5, 3]],
    [...NEGATIVES, [4, 0]],
  ));
  assert.deepEqual(warnings, [{
    kind: "duplicatePair",
    count: 3,
    of: 7,
    message:
      "3 of 7 validation pairs repeat another (held-out pairs: 2, negatives: 1), in either order, and would count more than once. Each is judged once; join repeated pairs before they are split.",
    examples: [[0, 2], [5, 3], [4, 0]],
  }]);
  assert.deepEqual(judged, splitOf(RING, HELD_OUT, NEGATIVES).validation);
});

Deno.test("findLeaks() says which items only held-out pairs have, and keeps them", () => {
  const split = splitOf(
    RING,
    [...HELD_OUT, [9, 1], [9, 2], [9, 10]],
    [...NEGATIVES, [11, 0]],
  );
  const { warnings, judged } = findLeaks(split);
  assert.deepEqual(warnings, [{
    kind: "unseenItem",
    count: 2,
    of: 7,
    message:
      '2 of 7 items with held-out pairs have no training pair, so a model cannot know them; they are in 3 of 5 held-out pairs. These pairs stay in the numbers; the slice "seen" goes without them, and so does a split by the method "seen-only".',
    examples: [[9, 1], [9, 2], [9, 10]],
  }]);
  assert.equal(judged, split.validation);
});

Deno.test("findLeaks() counts a pair by its first leak and gives five examples", () => {
  const { warnings, judged } = findLeaks(splitOf(
    RING,
    [...RING, ...RING, ...HELD_OUT],
    [...RING, [2, 0], ...NEGATIVES],
  ));
  assert.deepEqual(
    warnings.map(({ kind, count, of }) => [kind, count, of]),
    [["heldOutInTraining", 16, 18], ["negativeKnown", 9, 11]],
  );
  assert.deepEqual(warnings[0]!.examples, RING.slice(0, 5));
  assert.deepEqual(judged, splitOf(RING, HELD_OUT, NEGATIVES).validation);
});

Deno.test("findLeaks() agrees with comparing every pair with every other", () => {
  const random = createRandom(1);
  for (let round = 0; round < 200; round++) {
    const draw = (most: number) =>
      Array.from({ length: random.below(most) }, (): Pair => {
        const a = random.below(11);
        const b = random.below(11);
        return [a, b >= a ? b + 1 : b];
      });
    const split = splitOf(draw(30), draw(15), draw(15));
    const { warnings, judged } = findLeaks(split);
    const same = ([a, b]: number[], [c, d]: number[]) =>
      (a === c && b === d) || (a === d && b === c);
    const training = Array.from(
      split.train.left,
      (a, p) => [a, split.train.right[p]!],
    );
    const pairs = rowsOf(split.validation);
    const heldOut = pairs.filter(([, , label]) => label === 1);
    const kinds = pairs.map((pair, p) => {
      const trained = training.some((other) => same(pair, other));
      if (pair[2] === 1 && trained) return "heldOutInTraining";
      if (trained) return "negativeKnown";
      if (pair[2] === 0 && heldOut.some((other) => same(pair, other))) {
        return "negativeKnown";
      }
      const before = pairs.slice(0, p).some((other) => same(pair, other));
      return before ? "duplicatePair" : null;
    });
    for (
      const kind of ["heldOutInTraining", "negativeKnown", "duplicatePair"]
    ) {
      assert.equal(
        warnings.find((warning) => warning.kind === kind)?.count ?? 0,
        kinds.filter((found) => found === kind).length,
      );
    }
    assert.deepEqual(
      rowsOf(judged),
      pairs.filter((_, p) => kinds[p] === null),
    );
    const asked = new Set(
      pairs.filter(([, , label], p) => label === 1 && kinds[p] === null)
        .flatMap(([a, b]) => [a!, b!]),
    );
    const trained = new Set(training.flat());
    const unseen = warnings.find(({ kind }) => kind === "unseenItem");
    assert.equal(
      unseen?.count ?? 0,
      [...asked].filter((item) => !trained.has(item)).length,
    );
  }
});

Deno.test("findLeaks() throws RangeError for arrays that do not fit", () => {
  const split = splitOf(RING, HELD_OUT, NEGATIVES);
  assert.throws(
    () => findLeaks({ ...split, itemCount: 5 }),
    new RangeError(
      "Cannot look for leaks: rows must be below 5, got 5 in pair 4",
    ),
  );
  const validation = { ...split.validation, label: new Uint8Array(3) };
  assert.throws(
    () => findLeaks({ ...split, validation }),
    new RangeError(
      "Cannot look for leaks: labels must have length 4, got 3",
    ),
  );
});
