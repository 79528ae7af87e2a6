import assert from "node:assert/strict";
import { Clusters } from "./clusters.ts";
import { LIST_LIMIT, Partners } from "./partners.ts";
import { ProductLinks } from "./product_links.ts";
import { RELATION_BITS } from "./relation_bits.ts";

const COUNTS = { items: 5000, records: 6000 };
const clusters = new Clusters(COUNTS, 1);

function createLinks(
  { scale = 6, unknownPerKnown = 1, seed = 1 } = {},
): ProductLinks {
  const partners = new Partners(clusters, { scale, seed });
  return new ProductLinks(clusters, partners, { unknownPerKnown, seed });
}

/** What the record of a product names, with the lists that name it. */
function linksOf(links: ProductLinks, product: number, variant = 0) {
  links.draw(product, variant);
  return Array.from(links.targets.subarray(0, links.length), (target, i) => ({
    target,
    bits: links.relations[i]!,
  }));
}

Deno.test("ProductLinks draws the same for a product at any time", () => {
  const links = createLinks();
  for (const product of [17, COUNTS.records - 2]) {
    const first = linksOf(links, product);
    linksOf(links, 4000);
    assert.deepEqual(linksOf(links, product), first);
  }
  assert.notDeepEqual(linksOf(links, 17, 1), linksOf(links, 17));
  assert.notDeepEqual(
    linksOf(createLinks({ seed: 2 }), 17),
    linksOf(links, 17),
  );
});

Deno.test("ProductLinks names an item's partners, in their order, and no other item", () => {
  const partners = new Partners(clusters, { scale: 6, seed: 1 });
  const links = createLinks();
  for (let product = 0; product < COUNTS.records; product++) {
    const named = linksOf(links, product).map(({ target }) => target);
    const known = named.filter((target) => target < COUNTS.records);
    if (product >= COUNTS.items) {
      assert.ok(known.every((target) => target === product));
      continue;
    }
    partners.draw(product, clusters.clusterOf(product));
    assert.deepEqual(
      known.slice(0, partners.length),
      [...partners.items.subarray(0, partners.length)],
    );
    // What may follow are a link to itself and a repeat.
    assert.ok(known.length <= partners.length + 2);
  }
});

Deno.test("ProductLinks has records without links, with links to itself, with repeats", () => {
  const links = createLinks({ scale: 1, unknownPerKnown: 1 });
  let without = 0;
  let toItself = 0;
  let repeating = 0;
  for (let product = 0; product < COUNTS.records; product++) {
    for (let variant = 0; variant < 10; variant++) {
      const named = linksOf(links, product, variant).map((it) => it.target);
      if (named.length === 0) without++;
      if (named.includes(product)) toItself++;
      if (new Set(named).size < named.length) repeating++;
    }
  }
  assert.ok(without > 3000 && without < 7000, `${without}`);
  assert.ok(toItself > 0 && toItself < 30, `${toItself}`);
  assert.ok(repeating > 0 && repeating < 30, `${repeating}`);
});

Deno.test("ProductLinks keeps lists within their limits; bought together is also bought", () => {
  const links = createLinks({ scale: 1000, unknownPerKnown: 5 });
  const { also_bought, also_viewed, bought_together, buy_after_viewing } =
    RELATION_BITS;
  for (let product = 0; product < 500; product++) {
    const all = linksOf(links, product);
    const countOf = (bit: number) =>
      all.filter(({ bits }) => (bits & bit) !== 0).length;
    // A link to itself and a repeat may come on top.
    assert.ok(all.length <= LIST_LIMIT + 2);
    assert.ok(countOf(bought_together) <= 2);
    assert.ok(countOf(buy_after_viewing) <= 4);
    for (const { bits } of all) {
      assert.ok((bits & (also_bought | also_viewed)) !== 0);
      if ((bits & bought_together) !== 0) assert.ok((bits & also_bought) !== 0);
    }
  }
});

Deno.test("ProductLinks names products without a record about as often as asked", () => {
  const links = createLinks({ unknownPerKnown: 2 });
  let known = 0;
  let unknown = 0;
  for (let item = 0; item < COUNTS.items; item++) {
    for (const { target } of linksOf(links, item)) {
      if (target < COUNTS.records) known++;
      else unknown++;
    }
  }
  // Somewhat below 2: long lists are cut, repeated draws dropped.
  assert.ok(unknown / known > 1.5 && unknown / known < 2.1);
});
