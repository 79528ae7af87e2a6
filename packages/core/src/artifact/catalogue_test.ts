import assert from "node:assert/strict";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import { writeNumberColumns } from "../parquet/number_columns.ts";
import { sqlText, withDuckDb } from "../parquet/with_duckdb.ts";
import type { RelatedPairs } from "../relation.ts";
import {
  CATALOGUE_FILES,
  readCataloguePairs,
  readProducts,
  relatedPairColumns,
} from "./catalogue.ts";
import { type Artifact, openArtifact } from "./open_artifact.ts";
import { writeArtifact } from "./write_artifact.ts";

/** Writes a catalogue whose files `fill` writes, and opens it. */
async function writeCatalogue(
  folder: string,
  fill: (staging: string) => Promise<void>,
): Promise<Artifact> {
  const out = join(folder, "catalogue");
  const plan = { kind: "catalogue" as const, options: {}, inputs: [] };
  await writeArtifact(out, plan, (staging) => fill(staging).then(() => ({})));
  return await openArtifact(out, "catalogue");
}

Deno.test("readCataloguePairs() gives back the columns written, in order", () =>
  inTemporaryFolder(async (folder) => {
    const pairs: RelatedPairs = {
      left: Uint32Array.of(2, 0, 1),
      right: Uint32Array.of(3, 1, 2),
      directions: {
        also_bought: Uint8Array.of(1, 2, 3),
        also_viewed: Uint8Array.of(0, 1, 0),
        bought_together: Uint8Array.of(3, 0, 0),
        buy_after_viewing: Uint8Array.of(0, 0, 2),
      },
    };
    const columns = relatedPairColumns(pairs);
    assert.deepEqual(Object.keys(columns), [
      "left",
      "right",
      "also_bought",
      "also_viewed",
      "bought_together",
      "buy_after_viewing",
    ]);
    const catalogue = await writeCatalogue(
      folder,
      (staging) =>
        writeNumberColumns(join(staging, CATALOGUE_FILES.pairs), columns),
    );
    assert.deepEqual(await readCataloguePairs(catalogue), {
      kind: "related",
      pairs,
    });
  }));

const ROWS = { left: Uint32Array.of(0, 1), right: Uint32Array.of(1, 2) };
const WEIGHT = Float32Array.of(0.5, 2);

for (const time of [null, Float64Array.of(1.3e9, 1.3e9 + 0.25)]) {
  Deno.test(
    `readCataloguePairs() gives back weights, ${
      time === null ? "without" : "with"
    } times`,
    () =>
      inTemporaryFolder(async (folder) => {
        const catalogue = await writeCatalogue(folder, (staging) =>
          writeNumberColumns(join(staging, CATALOGUE_FILES.pairs), {
            ...ROWS,
            weight: WEIGHT,
            ...(time === null ? {} : { time }),
          }));
        assert.deepEqual(await readCataloguePairs(catalogue), {
          kind: "weighted",
          pairs: { ...ROWS, weight: WEIGHT },
          time,
        });
      }),
  );
}

Deno.test("readCataloguePairs() rejects if there are neither relations nor weights", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(
      folder,
      (staging) =>
        writeNumberColumns(join(staging, CATALOGUE_FILES.pairs), ROWS),
    );
    await assert.rejects(readCataloguePairs(catalogue), /also_bought/);
  }));

Deno.test("readProducts() reads every item in row order, nulls too", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(
      folder,
      (staging) =>
        withDuckDb(async (connection) => {
          const path = join(staging, CATALOGUE_FILES.items);
          await connection.run(`COPY (
            SELECT 'b'::VARCHAR AS id, 'Rice, 1 kg' AS title,
              NULL::VARCHAR AS brand, 2.5::DOUBLE AS price,
              ['Food > Grain', 'Sale'] AS categories
            UNION ALL BY NAME SELECT 'a' AS id, 'Ähre' AS brand
            UNION ALL BY NAME SELECT 'c' AS id, [] AS categories
          ) TO ${sqlText(path)} (FORMAT parquet)`);
        }),
    );
    const nothing = { title: null, brand: null, price: null, categories: [] };
    assert.deepEqual(await readProducts(catalogue), [
      {
        ...nothing,
        id: "b",
        title: "Rice, 1 kg",
        price: 2.5,
        categories: ["Food > Grain", "Sale"],
      },
      { ...nothing, id: "a", brand: "Ähre" },
      { ...nothing, id: "c" },
    ]);
  }));

Deno.test("readProducts() keeps the row order of many items", () =>
  inTemporaryFolder(async (folder) => {
    // More than one row group, read by several threads.
    const catalogue = await writeCatalogue(
      folder,
      (staging) =>
        withDuckDb(async (connection) => {
          const path = join(staging, CATALOGUE_FILES.items);
          await connection.run(`COPY (
            SELECT 'i' || i AS id, NULL::VARCHAR AS title,
              NULL::VARCHAR AS brand, i::DOUBLE AS price,
              NULL::VARCHAR[] AS categories
            FROM range(20000) t(i)
          ) TO ${sqlText(path)} (FORMAT parquet, ROW_GROUP_SIZE 2048)`);
        }),
    );
    const products = await readProducts(catalogue);
    assert.equal(products.length, 20_000);
    for (const [i, { id, price }] of products.entries()) {
      assert.equal(id, `i${i}`);
      assert.equal(price, i);
    }
  }));

Deno.test("readProducts() rejects if a column is lacking", () =>
  inTemporaryFolder(async (folder) => {
    const catalogue = await writeCatalogue(
      folder,
      (staging) =>
        writeNumberColumns(join(staging, CATALOGUE_FILES.items), {
          id: Uint32Array.of(1),
        }),
    );
    await assert.rejects(readProducts(catalogue), /"title" not found/);
  }));
