import {
  decodeSearchIndexHeader,
  type Product,
  SearchIndexBuilder,
} from "@kindred/core";
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { writeSearchIndex } from "./write_search_index.ts";

const PRODUCTS = [["A1", "Basmati rice"], ["A2", null], ["A3", "Rice, 米"]]
  .map(([id, title]) => (
    { id, title, brand: "Tilda", price: null, categories: [] } as Product
  ));

Deno.test("writeSearchIndex() writes what the builder makes, the same each time", async () => {
  await withFolder(async (folder) => {
    const paths = ["a", "b"].map((name) => join(folder, name));
    for (const path of paths) await writeSearchIndex(path, PRODUCTS);
    const [a, b] = await Promise.all(paths.map((path) => readFile(path)));
    assert.deepEqual(a, b);
    const builder = new SearchIndexBuilder(PRODUCTS.length);
    for (const product of PRODUCTS) builder.add(product);
    assert.deepEqual(new Uint8Array(a!), await builder.finish());
    const shape = decodeSearchIndexHeader(a!, "a", a!.length);
    assert.equal(shape.itemCount, 3);
    // Three ids, basmati, rice, tilda and 米.
    assert.equal(shape.wordCount, 7);
  });
});

Deno.test("writeSearchIndex() ends with the signal's reason, and writes over nothing", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "search.index");
    const reason = new Error("enough");
    await assert.rejects(
      writeSearchIndex(path, PRODUCTS, AbortSignal.abort(reason)),
      reason,
    );
    await assert.rejects(stat(path), { code: "ENOENT" });
    await writeSearchIndex(path, PRODUCTS);
    await assert.rejects(writeSearchIndex(path, PRODUCTS), { code: "EEXIST" });
  });
});
