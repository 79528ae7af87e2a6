import { countPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { randomGraph, somePairs } from "./random_graph.ts";

Deno.test("randomGraph() joins two items in each pair, the same for a seed", () => {
  const { train } = randomGraph(1000, 20_000, 3);
  assert.equal(train.left.length, 20_000);
  assert.ok(
    train.left.every((left, p) =>
      left !== train.right[p] && Math.max(left, train.right[p]!) < 1000
    ),
  );
  assert.deepEqual(randomGraph(1000, 20_000, 3).train, train);
  assert.notDeepEqual(randomGraph(1000, 20_000, 4).train, train);
});

Deno.test("randomGraph() gives a tenth of the items a third of the pairs' ends, anywhere in the table", () => {
  const { train } = randomGraph(1000, 20_000, 3);
  const degree = countPairs(train, 1000);
  // Of u² the lowest tenth is where u is below √0.1.
  const most = degree.toSorted().subarray(900).reduce((sum, d) => sum + d, 0);
  assert.ok(Math.abs(most / 40_000 - Math.sqrt(0.1)) < 0.02, `${most}`);
  const firstHalf = degree.subarray(0, 500).reduce((sum, d) => sum + d, 0);
  assert.ok(Math.abs(firstHalf / 40_000 - 0.5) < 0.1, `${firstHalf}`);
});

Deno.test("somePairs() takes that many different pairs of the graph", () => {
  const graph = {
    itemCount: 9,
    train: {
      left: Uint32Array.of(0, 1, 2, 3),
      right: Uint32Array.of(5, 6, 7, 8),
      weight: Float32Array.of(10, 11, 12, 13),
    },
  };
  const { itemCount, train } = somePairs(graph, 3, 1);
  assert.equal(itemCount, 9);
  assert.equal(new Set(train.left).size, 3);
  for (const [p, left] of train.left.entries()) {
    assert.equal(train.right[p], left + 5);
    assert.equal(train.weight[p], left + 10);
  }
  assert.equal(somePairs(graph, 99, 1).train.left.length, 4);
});
