import assert from "node:assert/strict";
import { makeRecords } from "./make_records.ts";
import { readSources } from "./read_sources.ts";

Deno.test("makeRecords() numbers the products from PANTRY0001", async () => {
  const records = makeRecords(await readSources(), 1);
  assert.equal(records[0]!.asin, "PANTRY0001");
  assert.equal(new Set(records.map((it) => it.asin)).size, records.length);
});

Deno.test("makeRecords() shows the faults of real metadata", async () => {
  const records = makeRecords(await readSources(), 1);
  const known = new Set(records.map((it) => it.asin));
  let dangling = 0;
  const selfLinked = [];
  for (const { asin, related } of records) {
    const lists = Object.values((related ?? {}) as Record<string, string[]>);
    dangling += lists.flat().filter((id) => !known.has(id)).length;
    if (lists.flat().includes(asin as string)) selfLinked.push(asin);
  }
  assert.ok(dangling > 20 && dangling < 200, `${dangling} unknown ids`);
  assert.equal(selfLinked.length, 1);
  for (const field of ["related", "price", "brand", "salesRank"]) {
    const without = records.filter((it) => !(field in it)).length;
    assert.ok(without > 0 && without < records.length / 5, field);
  }
});
