import {
  createRandom,
  type RelatedPairs,
  type Relation,
  RELATIONS,
} from "@kindred/core";
import assert from "node:assert/strict";
import { relationMasks } from "./relation_masks.ts";

/** Every third possible pair of the items, with random directions. */
function randomCatalogue(itemCount: number, seed: number): RelatedPairs {
  const random = createRandom(seed);
  const pairs: [number, number][] = [];
  for (let a = 0; a < itemCount; a++) {
    for (let b = a + 1; b < itemCount; b++) {
      if (random.below(3) === 0) pairs.push([a, b]);
    }
  }
  const directions = Object.fromEntries(
    RELATIONS.map((relation) => [
      relation,
      Uint8Array.from(pairs, () => random.below(4)),
    ]),
  ) as Record<Relation, Uint8Array>;
  return {
    left: Uint32Array.from(pairs, ([a]) => a),
    right: Uint32Array.from(pairs, ([, b]) => b),
    directions,
  };
}

Deno.test("relationMasks() matches looking each pair up in a Map", () => {
  const random = createRandom(2);
  for (const itemCount of [2, 5, 40]) {
    const catalogue = randomCatalogue(itemCount, itemCount);
    const rows = () =>
      Uint32Array.from({ length: 300 }, () => random.below(itemCount));
    const pairs = { left: rows(), right: rows() };
    const places = new Map<string, number>();
    for (const [p, a] of catalogue.left.entries()) {
      places.set(`${a},${catalogue.right[p]}`, p);
      places.set(`${catalogue.right[p]},${a}`, p);
    }
    const masks = relationMasks(
      pairs,
      { kind: "related", pairs: catalogue },
      itemCount,
    );
    for (const relation of RELATIONS) {
      const expected = Array.from(pairs.left, (a, p) => {
        const place = places.get(`${a},${pairs.right[p]}`);
        if (place === undefined) return 0;
        return catalogue.directions[relation][place]! > 0 ? 1 : 0;
      });
      const actual = masks[relation];
      if (actual === undefined) assert.ok(!expected.includes(1));
      else assert.deepEqual([...actual], expected);
    }
  }
});

Deno.test("relationMasks() leaves out relations that join none of the pairs", () => {
  const catalogue = randomCatalogue(6, 1);
  catalogue.directions.bought_together.fill(0);
  const pairs = { left: catalogue.left, right: catalogue.right };
  const masks = relationMasks(
    pairs,
    { kind: "related", pairs: catalogue },
    6,
  );
  assert.deepEqual(
    Object.keys(masks),
    RELATIONS.filter((relation) => relation !== "bought_together"),
  );
});

Deno.test("relationMasks() has none for a catalogue of weighted pairs", () => {
  const pairs = {
    left: Uint32Array.of(0),
    right: Uint32Array.of(1),
    weight: Float32Array.of(1),
  };
  assert.deepEqual(
    relationMasks(pairs, { kind: "weighted", pairs, time: null }, 2),
    {},
  );
});

Deno.test("relationMasks() throws RangeError for rows that do not exist", () => {
  const pairs = { left: Uint32Array.of(0), right: Uint32Array.of(5) };
  const catalogue = randomCatalogue(5, 1);
  assert.throws(
    () => relationMasks(pairs, { kind: "related", pairs: catalogue }, 5),
    /^RangeError: Cannot look relations up: rows must be below 5, got 5/,
  );
});
