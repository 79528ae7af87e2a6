import assert from "node:assert/strict";
import { Clusters } from "./clusters.ts";
import { type ProductText, ProductTexts } from "./describe_product.ts";
import { GOODS } from "./goods.ts";
import { phrasesOf } from "./phrases.ts";
import { Topics } from "./topics.ts";

const goods = GOODS.electronics;
const COUNTS = { items: 4000, records: 5000 };
const clusters = new Clusters(COUNTS, 1);
const topics = new Topics(goods, clusters.count, 1);
const texts = new ProductTexts(goods, clusters, 1);
const all: ProductText[] = Array.from(
  { length: COUNTS.records },
  (_, product) => texts.describe(product),
);

Deno.test("ProductTexts describes a product the same at any time", () => {
  assert.deepEqual(texts.describe(7), all[7]);
  assert.notDeepEqual(texts.describe(7, 1), all[7]);
});

Deno.test("ProductTexts has each field as often as the goods say", () => {
  const shareOf = (has: (text: ProductText) => boolean) =>
    all.filter(has).length / all.length;
  const { rates } = goods;
  const near = (found: number, wanted: number) =>
    assert.ok(Math.abs(found - wanted) < 0.03, `${found} for ${wanted}`);
  near(shareOf(({ title }) => title !== null), rates.title);
  near(shareOf(({ priceCents }) => priceCents !== null), rates.price);
  near(shareOf(({ brand }) => Boolean(brand)), rates.brand);
  near(shareOf(({ salesRank }) => salesRank !== null), rates.salesRank);
  near(shareOf(({ image }) => image !== null), rates.imUrl);
  near(shareOf(({ phrases }) => phrases.length > 0), rates.description);
});

Deno.test("ProductTexts gives a product a brand and a path of its cluster", () => {
  const phraseCount = phrasesOf(goods).length;
  all.forEach(({ brand, paths, phrases }, product) => {
    const topic = topics.of(clusters.clusterOf(product));
    assert.ok(!brand || topic.brands.includes(brand));
    assert.deepEqual(paths[0], topic.path);
    assert.ok(phrases.every((phrase) => phrase < phraseCount));
  });
});

Deno.test("ProductTexts ranks the popular items of a cluster before the others", () => {
  const ranks = (from: number) =>
    all.slice(from, from + 5).map(({ salesRank }) => salesRank ?? NaN);
  let before = 0;
  let compared = 0;
  for (let cluster = 0; cluster < clusters.count; cluster++) {
    const start = clusters.starts[cluster]!;
    const end = clusters.starts[cluster + 1]!;
    for (const first of ranks(start)) {
      for (const last of ranks(end - 5)) {
        if (Number.isNaN(first + last)) continue;
        compared++;
        if (first < last) before++;
      }
    }
  }
  assert.ok(compared > 20 && before === compared);
});
