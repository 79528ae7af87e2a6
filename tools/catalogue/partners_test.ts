import assert from "node:assert/strict";
import { Clusters } from "./clusters.ts";
import { LIST_LIMIT, Partners } from "./partners.ts";

const ITEMS = 5000;
const clusters = new Clusters({ items: ITEMS, records: ITEMS }, 1);

function partnersOf(partners: Partners, item: number, variant = 0): number[] {
  partners.draw(item, clusters.clusterOf(item), variant);
  return [...partners.items.subarray(0, partners.length)];
}

function createPartners(scale: number, seed = 1): Partners {
  return new Partners(clusters, { scale, seed });
}

Deno.test("Partners draws the same for an item at any time", () => {
  const partners = createPartners(6);
  const first = partnersOf(partners, 17);
  partnersOf(partners, 4000);
  assert.deepEqual(partnersOf(partners, 17), first);
  assert.notDeepEqual(partnersOf(partners, 17, 1), first);
  assert.notDeepEqual(partnersOf(createPartners(6, 2), 17), first);
});

Deno.test("Partners gives every item at least one, none twice, never itself", () => {
  for (const scale of [0.01, 5, 1000]) {
    const partners = createPartners(scale);
    for (let item = 0; item < ITEMS; item++) {
      const found = partnersOf(partners, item);
      assert.ok(found.length >= 1 && found.length <= LIST_LIMIT);
      assert.equal(new Set(found).size, found.length);
      assert.ok(found.every((partner) => partner < ITEMS && partner !== item));
    }
  }
});

Deno.test("Partners only grows with the scale", () => {
  for (let item = 0; item < 500; item++) {
    const few = partnersOf(createPartners(3), item);
    const many = partnersOf(createPartners(9), item);
    // The last one of few may be the neighbour that stands in for none.
    if (few.length > 1) assert.deepEqual(many.slice(0, few.length), few);
  }
});

Deno.test("Partners leads between two clusters one way, so no pair is named from both", () => {
  const partners = createPartners(30);
  const between = new Set<string>();
  let inside = 0;
  for (let item = 0; item < ITEMS; item++) {
    for (const partner of partnersOf(partners, item)) {
      if (clusters.clusterOf(partner) === clusters.clusterOf(item)) {
        inside++;
      } else {
        assert.ok(!between.has(`${partner} ${item}`), `${item}, ${partner}`);
        between.add(`${item} ${partner}`);
      }
    }
  }
  // Most are in the same cluster; the others are enough to matter.
  assert.ok(inside > 3 * between.size, `${inside} and ${between.size}`);
  assert.ok(between.size > 0.05 * inside, `${inside} and ${between.size}`);
});

Deno.test("Partners has items that name each other, and items that do not", () => {
  const partners = createPartners(6);
  const named = new Set<string>();
  for (let item = 0; item < ITEMS; item++) {
    for (const partner of partnersOf(partners, item)) {
      named.add(`${item} ${partner}`);
    }
  }
  const mutual =
    [...named].filter((link) => named.has(link.split(" ").reverse().join(" ")))
      .length / named.size;
  // Beauty and Digital Music have 0.38 and 0.42 in also_bought.
  assert.ok(mutual > 0.25 && mutual < 0.6, `${mutual}`);
});
