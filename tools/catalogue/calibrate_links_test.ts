import assert from "node:assert/strict";
import { calibrateLinks } from "./calibrate_links.ts";
import { Clusters } from "./clusters.ts";
import { type CatalogueShape, PRESETS } from "./presets.ts";

function calibrate(wanted: Partial<CatalogueShape>) {
  const shape = { ...PRESETS.electronics, ...wanted };
  const clusters = new Clusters(shape, 1);
  return { clusters, ...calibrateLinks(clusters, shape, 1) };
}

Deno.test("calibrateLinks() meets the pairs where only some clusters are sampled", () => {
  const pairs = 500_000;
  // About 1,000 clusters: more than are sampled.
  const found = calibrate({ records: 120_000, items: 120_000, pairs });
  assert.ok(found.clusters.count > 800);
  assert.ok(Math.abs(found.pairs / pairs - 1) < 0.01, `${found.pairs}`);
});

Deno.test("calibrateLinks() refuses what lists cannot hold, and says what they can", () => {
  assert.throws(
    () => calibrate({ records: 3000, items: 3000, pairs: 1000 }),
    {
      name: "RangeError",
      message:
        /^Cannot make a catalogue: pairs must be from \d+ to \d+ for 3000 items, got 1000$/,
    },
  );
  assert.throws(
    () => calibrate({ records: 3000, items: 3000, pairs: 4_000_000 }),
    RangeError,
  );
});

Deno.test("calibrateLinks() makes no dangling links where none are wanted", () => {
  const shape = { records: 1000, items: 800, pairs: 4000, dangling: 0 };
  const { links } = calibrate(shape);
  for (let product = 0; product < shape.records; product++) {
    links.draw(product);
    const named = links.targets.subarray(0, links.length);
    assert.ok(named.every((target) => target < shape.records));
  }
});
