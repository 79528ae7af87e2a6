import assert from "node:assert/strict";
import { Clusters } from "./clusters.ts";
import { countPairs } from "./count_pairs.ts";
import { Partners } from "./partners.ts";

/** Oracle: all pairs in one set. */
function countBySet(clusters: Clusters, partners: Partners): number {
  const pairs = new Set<string>();
  for (let item = 0; item < clusters.items; item++) {
    partners.draw(item, clusters.clusterOf(item));
    for (const partner of partners.items.subarray(0, partners.length)) {
      pairs.add(`${Math.min(item, partner)} ${Math.max(item, partner)}`);
    }
  }
  return pairs.size;
}

Deno.test("countPairs() counts what a set of all pairs holds", () => {
  for (const items of [2, 3, 30, 300, 1000, 3000]) {
    const clusters = new Clusters({ items, records: items + 10 }, 5);
    for (const scale of [0.01, 3, 200]) {
      const partners = new Partners(clusters, { scale, seed: 5 });
      assert.equal(
        countPairs(clusters, partners),
        countBySet(clusters, partners),
        `${items} items, scale ${scale}`,
      );
    }
  }
});

Deno.test("countPairs() of each second cluster is about half of all", () => {
  const clusters = new Clusters({ items: 20_000, records: 20_000 }, 1);
  const partners = new Partners(clusters, { scale: 3, seed: 1 });
  const share = countPairs(clusters, partners, 2) /
    countPairs(clusters, partners);
  assert.ok(share > 0.35 && share < 0.65, `${share}`);
});
