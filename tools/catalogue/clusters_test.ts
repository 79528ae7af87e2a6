import assert from "node:assert/strict";
import { Clusters } from "./clusters.ts";

const COUNTS = { items: 5000, records: 6000 };

Deno.test("Clusters holds every item in one cluster of 24 items or more", () => {
  const clusters = new Clusters(COUNTS, 1);
  assert.equal(clusters.starts[0], 0);
  assert.equal(clusters.starts[clusters.count], COUNTS.items);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    assert.ok(clusters.sizeOf(cluster) >= 24);
    assert.equal(clusters.clusterOf(clusters.starts[cluster]!), cluster);
    assert.equal(
      clusters.clusterOf(clusters.starts[cluster + 1]! - 1),
      cluster,
    );
    assert.equal(clusters.byFame[clusters.fameOf[cluster]!], cluster);
  }
});

Deno.test("Clusters spreads the products in no pair over all clusters", () => {
  const clusters = new Clusters(COUNTS, 1);
  const found = new Set<number>();
  for (let product = COUNTS.items; product < COUNTS.records; product++) {
    found.add(clusters.clusterOf(product));
  }
  assert.equal(found.size, clusters.count);
});

Deno.test("Clusters gives each cluster its own products without a record", () => {
  const clusters = new Clusters(COUNTS, 1);
  let next = COUNTS.records;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const count = clusters.unknownOf(cluster);
    assert.equal(clusters.unknownAt(cluster, 0), next);
    for (const rank of [0, count - 1]) {
      const product = clusters.unknownAt(cluster, rank);
      assert.equal(clusters.clusterOf(product), cluster);
    }
    next += count;
  }
});

Deno.test("Clusters.rankAlongRing() goes round through all items, and back", () => {
  const clusters = new Clusters(COUNTS, 1);
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const size = clusters.sizeOf(cluster);
    const met = new Set<number>();
    let rank = 0;
    for (let step = 0; step < size; step++) {
      met.add(rank);
      const next = clusters.rankAlongRing(cluster, rank, 1);
      assert.equal(clusters.rankAlongRing(cluster, next, -1), rank);
      rank = next;
    }
    assert.equal(rank, 0);
    assert.equal(met.size, size);
    assert.equal(clusters.rankAlongRing(cluster, 5, size), 5);
  }
});

Deno.test("Clusters makes do with two items", () => {
  const clusters = new Clusters({ items: 2, records: 2 }, 1);
  assert.equal(clusters.count, 1);
  assert.equal(clusters.rankAlongRing(0, 0, 1), 1);
  assert.equal(clusters.rankAlongRing(0, 1, 1), 0);
});
