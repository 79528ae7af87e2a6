import assert from "node:assert/strict";
import { GOODS } from "./goods.ts";
import { Topics } from "./topics.ts";

for (const [name, goods] of Object.entries(GOODS)) {
  Deno.test(`Topics files ${name} from the root down, near clusters together`, () => {
    const count = 200;
    const topics = new Topics(goods, count, 1);
    const again = new Topics(goods, count, 1);
    let together = 0;
    for (let cluster = count - 1; cluster >= 0; cluster--) {
      const topic = topics.of(cluster);
      assert.deepEqual(again.of(cluster), topic);
      const [root, department, kind, narrowKind, ...more] = topic.path;
      assert.equal(root, goods.root);
      const shelf = goods.departments.find(({ name }) => name === department);
      assert.ok(shelf?.kinds.includes(topic.kind));
      assert.ok(kind === undefined || kind === topic.kind);
      assert.ok(narrowKind === undefined || narrowKind === topic.narrowKind);
      assert.deepEqual(more, []);
      assert.ok(topic.brands.every((brand) => brand.length > 2));
      if (topics.of((cluster + 1) % count).path[1] === department) together++;
    }
    assert.ok(together > 0.9 * count);
  });
}

Deno.test("Topics shares large makers between clusters, and has small ones", () => {
  const topics = new Topics(GOODS.electronics, 300, 1);
  const clustersOf = new Map<string, number>();
  for (let cluster = 0; cluster < 300; cluster++) {
    for (const brand of new Set(topics.of(cluster).brands)) {
      clustersOf.set(brand, (clustersOf.get(brand) ?? 0) + 1);
    }
  }
  const counts = [...clustersOf.values()];
  assert.ok(counts.filter((count) => count > 10).length >= 20);
  assert.ok(counts.filter((count) => count === 1).length >= 200);
});
