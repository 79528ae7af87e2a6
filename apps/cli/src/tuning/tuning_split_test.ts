import assert from "node:assert/strict";
import { randomGraph } from "../benchmarks/random_graph.ts";
import { tuningSplit } from "./tuning_split.ts";

const keysOf = ({ left, right }: { left: Uint32Array; right: Uint32Array }) =>
  [...left].map((a, p) =>
    `${Math.min(a, right[p]!)} ${Math.max(a, right[p]!)}`
  );

Deno.test("tuningSplit() holds out a fifth of the training pairs, with as many that are none of them", () => {
  const graph = randomGraph(200, 1000, 1);
  const { itemCount, train, validation } = tuningSplit(graph, 7);
  assert.equal(itemCount, 200);
  assert.equal(train.left.length, 800);
  const labels = [...validation.label];
  const held = keysOf(validation).filter((_, p) => labels[p] === 1);
  const drawn = keysOf(validation).filter((_, p) => labels[p] === 0);
  assert.equal(held.length, 200);
  assert.equal(drawn.length, 200);
  assert.deepEqual(
    [...keysOf(train), ...held].sort(),
    keysOf(graph.train).sort(),
  );
  const known = new Set(keysOf(graph.train));
  assert.ok(drawn.every((key) => !known.has(key)));
});

Deno.test("tuningSplit() follows from the seed", () => {
  const graph = randomGraph(200, 1000, 1);
  assert.deepEqual(tuningSplit(graph, 7), tuningSplit(graph, 7));
  assert.notDeepEqual(tuningSplit(graph, 7), tuningSplit(graph, 8));
});
