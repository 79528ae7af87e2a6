import assert from "node:assert/strict";
import { DATA_SET_FAMILIES, dataSets } from "./data_sets.ts";

Deno.test("dataSets() has distinct names and https addresses that name the member", () => {
  const all = dataSets();
  assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
  assert.equal(new Set(all.map(({ url }) => url)).size, all.length);
  for (const { name, url, family } of all) {
    const member = name.slice(family.name.length + 1);
    assert.equal(new URL(url).protocol, "https:");
    assert.ok(url.includes(member), url);
  }
});

Deno.test("DATA_SET_FAMILIES has terms that name a citation, and sorted members", () => {
  for (const { terms, members, page } of DATA_SET_FAMILIES) {
    assert.match(terms, /cite.*\d{4}\.$/);
    assert.deepEqual(members, [...members].sort());
    assert.equal(new URL(page).protocol, "https:");
  }
});

Deno.test("dataSets() gives the addresses that the publishers use", () => {
  const urls = Object.fromEntries(
    dataSets().map(({ name, url }) => [name, url]),
  );
  assert.deepEqual(
    [
      "amazon-2014/Electronics",
      "amazon-2018/Gift_Cards",
      "amazon-2023/All_Beauty",
      "snap/amazon0302",
      "snap/com-amazon",
    ].map((name) => urls[name]),
    [
      "https://snap.stanford.edu/data/amazon/productGraph/categoryFiles/meta_Electronics.json.gz",
      "https://mcauleylab.ucsd.edu/public_datasets/data/amazon_v2/metaFiles2/meta_Gift_Cards.json.gz",
      "https://mcauleylab.ucsd.edu/public_datasets/data/amazon_2023/raw/meta_categories/meta_All_Beauty.jsonl.gz",
      "https://snap.stanford.edu/data/amazon0302.txt.gz",
      "https://snap.stanford.edu/data/bigdata/communities/com-amazon.ungraph.txt.gz",
    ],
  );
});
