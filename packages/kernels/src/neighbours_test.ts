import { createRandom, type RowPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { type Neighbours, neighboursOf } from "./neighbours.ts";

/** Each row's neighbours as [partner, weight]. */
function rowsOf({ start, partner, weight }: Neighbours): [number, number][][] {
  return Array.from({ length: start.length - 1 }, (_, i) => {
    const positions = Array.from(
      { length: start[i + 1]! - start[i]! },
      (_, k) => start[i]! + k,
    );
    return positions.map((at) => [partner[at]!, weight[at]!]);
  });
}

/** Oracle: looks through all pairs for each row, then sorts. */
function rowsBySearching(
  { left, right, weight }: RowPairs & { weight: Float32Array },
  itemCount: number,
): [number, number][][] {
  return Array.from({ length: itemCount }, (_, i) => {
    const found: [number, number][] = [];
    for (let p = 0; p < left.length; p++) {
      if (left[p] === right[p]) continue;
      if (left[p] === i) found.push([right[p]!, weight[p]!]);
      if (right[p] === i) found.push([left[p]!, weight[p]!]);
    }
    return found.sort((a, b) => a[0] - b[0]);
  });
}

Deno.test("neighboursOf() matches searching all pairs", () => {
  const random = createRandom(1);
  for (const [itemCount, pairCount] of [[1, 3], [5, 0], [5, 40], [50, 200]]) {
    const rows = () =>
      Uint32Array.from({ length: pairCount! }, () => random.below(itemCount!));
    const pairs = {
      left: rows(),
      right: rows(),
      weight: Float32Array.from({ length: pairCount! }, () => random.float()),
    };
    assert.deepEqual(
      rowsOf(neighboursOf(pairs, itemCount!)),
      rowsBySearching(pairs, itemCount!),
    );
  }
});

Deno.test("neighboursOf() gives weight 1 where the pairs have none", () => {
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(1) };
  assert.deepEqual([...neighboursOf(pairs, 2).weight], [1, 1]);
});

Deno.test("neighboursOf() does not depend on the order of the pairs", () => {
  const pairs = {
    left: Uint32Array.of(3, 0, 2, 1),
    right: Uint32Array.of(1, 1, 3, 2),
    weight: Float32Array.of(1, 2, 3, 4),
  };
  const turned = {
    left: pairs.right.toReversed(),
    right: pairs.left.toReversed(),
    weight: pairs.weight.toReversed(),
  };
  assert.deepEqual(neighboursOf(turned, 4), neighboursOf(pairs, 4));
});

Deno.test("neighboursOf() takes its arrays from the allocator", () => {
  const taken: ArrayBufferView[] = [];
  const keep = <A extends ArrayBufferView>(array: A): A => {
    taken.push(array);
    return array;
  };
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(2) };
  const { start, partner, weight } = neighboursOf(pairs, 3, {
    float32: (length) => keep(new Float32Array(length)),
    uint32: (length) => keep(new Uint32Array(length)),
  });
  assert.deepEqual(new Set(taken), new Set([start, partner, weight]));
});

Deno.test("neighboursOf() throws RangeError if a row does not exist", () => {
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(2) };
  assert.throws(() => neighboursOf(pairs, 2), {
    name: "RangeError",
    message: "Cannot list neighbours: rows must be below 2, got 2 in pair 0",
  });
});
