// Tables of every kind, from the file to the catalogue and back.
import { type Product, RELATIONS } from "@kindred/core";
import { openArtifact, readJson, verifyArtifact } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  readCatalogue,
  readTables,
  withFolder,
  writeParquet,
  writeSource,
} from "./_testing.ts";
import { ingestCatalogue, isIngested } from "./ingest_catalogue.ts";
import type { IngestOptions } from "./ingest_options.ts";
import type { IngestReport } from "./ingest_report.ts";

/** A pair by ids: with its weight and time, or with who names whom. */
type PairRow = [left: string, right: string, ...values: unknown[]];

/** What a catalogue holds, for a person to read. */
interface Held {
  items: Product[];
  pairs: PairRow[];
  report: IngestReport;
}

/** Ingests sources, and reads back what came of them. */
async function hold(
  folder: string,
  sources: readonly string[],
  options: IngestOptions = {},
): Promise<Held> {
  const out = join(folder, "out");
  const { report } = await ingestCatalogue(sources, out, options);
  const catalogue = await openArtifact(out, "catalogue");
  await verifyArtifact(catalogue);
  assert.deepEqual(await readJson(join(out, "report.json")), report);
  assert.equal(await isIngested(sources, out, options), true);
  const { products, pairs: found } = await readCatalogue(out);
  const idOf = (row: number) => products[row]!.id;
  const { left, right } = found.pairs;
  const pairs = [...left].map((row, p): PairRow => [
    idOf(row),
    idOf(right[p]!),
    ...found.kind === "weighted"
      ? [found.pairs.weight[p], ...found.time === null ? [] : [found.time[p]]]
      : RELATIONS.map((relation) => found.pairs.directions[relation][p]),
  ]);
  assert.equal(report.items, products.length);
  assert.equal(report.pairs, pairs.length);
  return { items: products, pairs, report };
}

function product(id: string, fields: Partial<Product> = {}): Product {
  return {
    id,
    title: null,
    brand: null,
    price: null,
    categories: [],
    ...fields,
  };
}

/** Files by name, and what comes of them. */
interface Case {
  files: Record<string, string>;
  options?: IngestOptions;
  items: Product[];
  pairs: PairRow[];
  report: Partial<IngestReport>;
}

const CASES: Record<string, Case> = {
  "pairs with weights and times": {
    files: {
      "pairs.csv":
        "item1,item2,count,date\nb,a,2,2020-01-02\na,b,1,2020-01-01\n" +
        "c,é,0.25,2020-01-03\na,a,9,2020-01-01\na,c,none,2020-01-01\n",
    },
    items: [product("a"), product("b"), product("c"), product("é")],
    pairs: [["a", "b", 3, 1577836800], ["c", "é", 0.25, 1578009600]],
    report: {
      lines: 5,
      products: 4,
      unconnected: 0,
      tables: { selfPairs: 1, lists: { listed: 3, repeated: 1 } },
      weights: { min: 0.25, mean: 1.625, max: 3 },
      times: { first: 1577836800, last: 1578009600 },
    },
  },
  "pairs with relations": {
    files: {
      "pairs.tsv":
        "asin\trelated_asin\trelation\tcount\nb\ta\talso_bought\t1\n" +
        "a\tb\talso buy\t1\na\tc\tbought-together\t1\nc\tb\talso_view\t1\nc\tb\talso_view\t1\n",
    },
    items: [product("a"), product("b"), product("c")],
    pairs: [["a", "b", 3, 0, 0, 0], ["a", "c", 0, 0, 1, 0], [
      "b",
      "c",
      0,
      2,
      0,
      0,
    ]],
    report: {
      tables: { selfPairs: 0, lists: { listed: 5, repeated: 2 } },
      relations: {
        also_bought: { pairs: 1, oneWay: 0 },
        also_viewed: { pairs: 1, oneWay: 1 },
        bought_together: { pairs: 1, oneWay: 1 },
        buy_after_viewing: { pairs: 0, oneWay: 0 },
      },
    },
  },
  "pairs with neither, beside descriptions": {
    files: {
      "pairs.csv": "left,right\nb,a\na,b\n7,b\n",
      "items.csv":
        'item,title,brand,price,category\na,"An ""A""",Brand,$1200.50,x|y\nunused,No item,,,\n',
    },
    items: [
      product("7"),
      product("a", {
        title: 'An "A"',
        brand: "Brand",
        price: 1200.5,
        categories: ["x", "y"],
      }),
      product("b"),
    ],
    pairs: [["7", "b", 1], ["a", "b", 1]],
    report: {
      products: 4,
      unconnected: 1,
      unconnectedShare: 0.25,
      weights: { min: 1, mean: 1, max: 1 },
    },
  },
  "baskets with titles": {
    files: {
      "orders.csv": "InvoiceNo;StockCode;Description;Quantity;InvoiceDate\n" +
        "1;A;;2;2011-12-09 12:50\n1;B;Rice;1;2011-12-09 12:50\n2;A;Tea;1;2011-12-10\n" +
        "2;B;Late;1;2011-12-10\n3;A;;1;2011-12-11\n3;C;Ghee;-1;2011-12-11\n",
    },
    options: { baskets: { minSupport: 2, weight: "count" } },
    items: [product("A", { title: "Tea" }), product("B", { title: "Rice" })],
    pairs: [["A", "B", 2, 1323435000]],
    report: {
      products: 2,
      lines: 6,
      tables: {
        selfPairs: 0,
        baskets: {
          baskets: 3,
          singletons: 1,
          capped: 0,
          cappedItems: 0,
          rareItems: 0,
          rarePairs: 0,
          unassociatedPairs: 0,
          times: { first: 1323435000, last: 1323561600 },
        },
      },
    },
  },
  "RecBole's .inter and .item": {
    files: {
      "ml.inter":
        "user_id:token\titem_id:token\trating:float\ttimestamp:float\n" +
        "1\t10\t5\t100\n1\t20\t3\t300\n2\t10\t4\t200\n2\t20\t1\t250\n",
      "ml.item": "item_id:token\tmovie_title:token_seq\tclass:token_seq\n" +
        "10\tToy Story\tAnimation Comedy\n99\tNobody\tDrama\n",
    },
    options: { format: "recbole", baskets: { minSupport: 1 } },
    items: [
      product("10", {
        title: "Toy Story",
        categories: ["Animation", "Comedy"],
      }),
      product("20"),
    ],
    pairs: [["10", "20", 1, 250]],
    report: { products: 3, unconnected: 1 },
  },
  "a SNAP edge list": {
    files: {
      "com-amazon.txt": "# FromNodeId\tToNodeId\n10\t9\n9 10\r\n\n9 200\n",
    },
    items: [product("10"), product("200"), product("9")],
    pairs: [["10", "9", 1], ["200", "9", 1]],
    report: {
      lines: 4,
      skipped: {
        blank: {
          count: 1,
          first: [{ source: "com-amazon.txt", line: 4, detail: "" }],
        },
      },
    },
  },
  "records beside baskets: they only describe": {
    files: {
      "meta.json":
        `{'asin': 'a', 'title': 'The record', 'price': 2.5, 'categories': [['x', 'y']], 'related': {'also_bought': ['z', 'c']}}\n` +
        `{"asin": "z", "also_buy": ["a"]}\nno record\n`,
      "orders.csv":
        "order,item,title,brand\n1,a,The table,Table\n1,b,Only here,\n",
    },
    options: { baskets: { minSupport: 1 } },
    items: [
      product("a", {
        title: "The record",
        price: 2.5,
        categories: ["x > y"],
      }),
      product("b", { title: "Only here" }),
    ],
    pairs: [["a", "b", 1]],
    report: { lines: 5, products: 2, unconnected: 0 },
  },
  "named columns, beside records before and after": {
    files: {
      "meta_1.json": `{'asin': 'a', 'title': 'The record'}\n`,
      "orders.csv": "nr,code,what\n1,a,The table\n1,b,Only here\n",
      "meta_2.json": `{"asin": "z", "title": "In no basket"}\n`,
    },
    options: {
      baskets: { minSupport: 1 },
      columns: { basket: "nr", item: "code", title: "what" },
    },
    items: [
      product("a", { title: "The record" }),
      product("b", { title: "Only here" }),
    ],
    pairs: [["a", "b", 1]],
    report: { products: 2 },
  },
  "JSON lines of baskets": {
    files: {
      "events.ndjson": `{"session_id": 1, "item_id": 20, "timestamp": 5}\n` +
        `{"session_id": 1, "item_id": "9", "timestamp": 6.5}\n{"session_id": null, "item_id": 9}\n`,
    },
    options: { baskets: { minSupport: 1 } },
    items: [product("20"), product("9")],
    pairs: [["20", "9", 1, 6.5]],
    report: { products: 2 },
  },
};

for (
  const [name, { files, options = {}, ...expected }] of Object.entries(CASES)
) {
  Deno.test(`ingestCatalogue() makes a catalogue of ${name}`, () =>
    withFolder(async (folder) => {
      const sources: string[] = [];
      for (const [file, text] of Object.entries(files)) {
        sources.push(await writeSource(folder, file, text));
      }
      const { items, pairs, report } = await hold(folder, sources, options);
      assert.deepEqual(items, expected.items);
      assert.deepEqual(pairs, expected.pairs);
      for (const [key, figure] of Object.entries(expected.report)) {
        const found = JSON.stringify(report[key as keyof IngestReport])
          .replaceAll(`${folder}/`, "");
        assert.deepEqual(JSON.parse(found), figure, key);
      }
      assert.equal(report.links, undefined);
    }));
}

Deno.test("ingestCatalogue() reads Parquet, plain and within gzip, as it reads the same CSV", () =>
  withFolder(async (folder) => {
    const rows: [string, string | null, number][] = [
      ["b", "a", 2],
      ["c", "a", 0.5],
      ["a", null, 1],
    ];
    const csv = await writeSource(folder, "pairs.csv", [
      "left,right,weight",
      ...rows.map((row) => row.join(",")),
    ]);
    const plain = join(folder, "pairs.parquet");
    const values = rows.map(([left, right, weight]) =>
      `('${left}', ${right === null ? "NULL" : `'${right}'`}, ${weight})`
    );
    await writeParquet(
      plain,
      `FROM (VALUES ${values}) t("left", "right", weight)`,
    );
    const packed = await writeSource(
      folder,
      "packed",
      gzipSync(await readFile(plain)),
    );
    const tables = [];
    for (const [s, source] of [csv, plain, packed].entries()) {
      const out = join(folder, `out${s}`);
      const { report } = await ingestCatalogue([source], out);
      assert.equal(report.lines, 3);
      // A row's number in place of a line's, which a heading moves by one.
      const line = source === csv ? 4 : 3;
      assert.deepEqual(report.skipped, {
        "no-id": { count: 1, first: [{ source, line, detail: 'right ""' }] },
      });
      assert.deepEqual((await readdir(out)).sort(), [
        "items.parquet",
        "manifest.json",
        "pairs.parquet",
        "report.json",
      ]);
      tables.push(await readTables(out));
    }
    assert.deepEqual(tables[1], tables[0]);
    assert.deepEqual(tables[2], tables[0]);
  }));

Deno.test("ingestCatalogue() writes the options that decide into the manifest, and isIngested() compares them", () =>
  withFolder(async (folder) => {
    const source = await writeSource(
      folder,
      "orders.csv",
      "nr,code,what\n1,a,A\n1,b,B\n2,a,A\n2,b,B\n",
    );
    const out = join(folder, "out");
    const options: IngestOptions = {
      columns: { basket: "nr", item: "code", title: "what", brand: undefined },
      baskets: { minSupport: 2, weight: "lift" },
      memoryLimit: "200MB",
      strict: true,
    };
    const { manifest } = await ingestCatalogue([source], out, options);
    assert.deepEqual(manifest.options, {
      format: "auto",
      columns: { basket: "nr", item: "code", title: "what" },
      targets: "catalogue",
      baskets: {
        minSupport: 2,
        weight: "lift",
        halfLife: null,
        basketCap: 200,
        seed: 1,
      },
      allowTruncated: false,
    });
    const changes: [IngestOptions, boolean][] = [
      [{}, true],
      [{ strict: false, memoryLimit: "1GB", force: true }, true],
      [{ baskets: { minSupport: 2, weight: "lift", seed: 1 } }, true],
      [{ baskets: { minSupport: 2, weight: "lift", seed: 2 } }, false],
      [{ baskets: { minSupport: 2 } }, false],
      [{ columns: { basket: "nr", item: "code" } }, false],
      [{ format: "interactions" }, false],
      [{ allowTruncated: true }, false],
    ];
    for (const [change, same] of changes) {
      assert.equal(
        await isIngested([source], out, { ...options, ...change }),
        same,
        JSON.stringify(change),
      );
    }
  }));

Deno.test("ingestCatalogue() keeps 200 items of a basket with 60,000", () =>
  withFolder(async (folder) => {
    const rows = Array.from({ length: 60_000 }, (_, i) => `1,i${i},${i % 7}`);
    const source = await writeSource(folder, "orders.csv", [
      "order,item,time",
      ...rows,
    ]);
    const { report, items } = await hold(folder, [source], {
      baskets: { minSupport: 1 },
    });
    assert.equal(report.pairs, 199 * 100);
    assert.equal(report.tables?.baskets?.cappedItems, 59_800);
    assert.equal(report.unconnected, 59_800);
    // The latest ones.
    assert.ok(items.every(({ id }) => Number(id.slice(1)) % 7 === 6));
  }));

Deno.test("ingestCatalogue() tells ids with line ends and NUL from one another", () =>
  withFolder(async (folder) => {
    const ids = ["a", "a\0", "a\0b", "a\nb", "a\r\nb"];
    const source = await writeSource(
      folder,
      "pairs.ndjson",
      ids.slice(1).map((id) => JSON.stringify({ left: "a", right: id })),
    );
    const { items, pairs } = await hold(folder, [source]);
    assert.deepEqual(items.map(({ id }) => id), ids);
    assert.deepEqual(pairs, ids.slice(1).map((id) => ["a", id, 1]));
  }));
