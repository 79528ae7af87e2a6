import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import {
  degreesOf,
  itemsWithNeighbours,
  neighbourLists,
  neighboursOf,
} from "./neighbour_lists.ts";

Deno.test("neighbourLists() matches sets on random pairs with repeats", () => {
  const random = createRandom(7);
  const itemCount = 23;
  const left = Uint32Array.from({ length: 200 }, () => random.below(11));
  const right = left.map((item) => item + 1 + random.below(12));
  const sets = Array.from({ length: itemCount }, () => new Set<number>());
  for (const [p, item] of left.entries()) {
    sets[item]!.add(right[p]!);
    sets[right[p]!]!.add(item);
  }
  const lists = neighbourLists({ left, right }, itemCount);
  for (const [item, set] of sets.entries()) {
    const expected = [...set].sort((a, b) => a - b);
    assert.deepEqual([...neighboursOf(lists, item)], expected);
  }
  assert.deepEqual([...degreesOf(lists)], sets.map((set) => set.size));
  assert.deepEqual(
    [...itemsWithNeighbours(lists)],
    [...sets.keys()].filter((item) => sets[item]!.size > 0),
  );
});

Deno.test("neighbourLists() takes no pairs and no items", () => {
  const pairs = { left: new Uint32Array(0), right: new Uint32Array(0) };
  assert.deepEqual([...neighbourLists(pairs, 2).start], [0, 0, 0]);
  assert.deepEqual([...neighbourLists(pairs, 0).start], [0]);
});

Deno.test("neighbourLists() throws RangeError on wrong pairs", () => {
  const pair = (left: number, right: number) => ({
    left: Uint32Array.of(left),
    right: Uint32Array.of(right),
  });
  assert.throws(
    () => neighbourLists(pair(1, 1), 2),
    new RangeError(
      "Cannot list neighbours: a pair must join two items, got 1 twice in pair 0",
    ),
  );
  assert.throws(
    () => neighbourLists(pair(0, 2), 2),
    new RangeError(
      "Cannot list neighbours: rows must be below 2, got 2 in pair 0",
    ),
  );
});

Deno.test("neighboursOf() throws RangeError if there is no such row", () => {
  const lists = neighbourLists({
    left: Uint32Array.of(0),
    right: Uint32Array.of(1),
  }, 2);
  assert.throws(
    () => neighboursOf(lists, 2),
    new RangeError(
      "Cannot read neighbours: the row must be in [0, 2), got 2",
    ),
  );
});
