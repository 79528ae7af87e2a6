// Tables of which no catalogue comes, and what is said of them.
import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder, writeParquet, writeSource } from "./_testing.ts";
import { ingestCatalogue } from "./ingest_catalogue.ts";
import type { IngestOptions } from "./ingest_options.ts";

/** Sources that give no catalogue, and the sentence that says why. */
const REFUSED: [
  name: string,
  texts: readonly string[],
  sentence: (paths: string[]) => string,
  options?: IngestOptions,
][] = [
  [
    "pairs beside baskets",
    ["order,item\n1,a\n1,b\n", "left,right\na,b\n"],
    ([first, second]) =>
      `Cannot read "${second}": all sources must hold the same, got pairs beside baskets in "${first}"`,
  ],
  [
    "descriptions alone",
    ["item,title\na,A\n"],
    () =>
      "Cannot pair items: a source must hold pairs or baskets, got only descriptions of items",
  ],
  [
    "a table with names and no rows",
    ["order,item\n"],
    ([path]) =>
      `Cannot ingest "${path}": it must hold products, got none in 0 lines`,
  ],
  [
    "an empty file beside a good one",
    ["order,item\n1,a\n1,b\n", ""],
    ([, path]) =>
      `Cannot recognise "${path}": it must hold product records, or a table that names its columns (CSV, TSV, JSON lines, Parquet, RecBole), or be a SNAP edge list, got nothing but blank lines; --format says what it is, --left and --right or --basket and --item which columns`,
  ],
  [
    "items that are paired with themselves",
    ["left,right\na,a\nb,b\n"],
    ([path]) =>
      `Cannot ingest "${path}": its products must go with one another, got 2 products and no pair among them`,
  ],
  [
    "baskets with too little support",
    ["order,item\n1,a\n1,b\n2,a\n2,b\n"],
    ([path]) =>
      `Cannot ingest "${path}": its products must go with one another in at least 5 baskets, got 2 products and no pair among them; --min-support sets in how many`,
  ],
  [
    "items that meet as chance has it",
    ["order,item\n1,a\n1,b\n"],
    ([path]) =>
      `Cannot ingest "${path}": its products must go with one another, got 2 products and no pair among them`,
    { baskets: { minSupport: 1, weight: "ppmi" } },
  ],
  [
    "a title that no table has",
    ["order,item\n1,a\n1,b\n", "item,name\na,A\n"],
    ([first, second]) =>
      `Cannot read "${first}", "${second}": --title must name one of its columns, got "nam"; did you mean "name" among "order", "item", "name"`,
    { columns: { title: "nam" } },
  ],
  [
    // The last is not read before it is refused: strict has nothing to say.
    "columns of records alone",
    [`{'asin': 'a', 'related': {'also_bought': ['b']}}`, `{'asin': `],
    () =>
      "Cannot use --basket, --title: one of the sources must be a table to have such a column, got only product records",
    { columns: { title: "name", basket: "order" }, strict: true },
  ],
  [
    "strict, and a row that cannot be used",
    ["left,right,weight\na,b,1\n\na,b,heavy\n"],
    ([path]) =>
      `Cannot ingest "${path}": every line must be usable, as strict asks, got at line 4: weight that is no number above 0: weight "heavy"`,
    { strict: true },
  ],
];

for (const [name, texts, sentence, options] of REFUSED) {
  Deno.test(`ingestCatalogue() throws KindredError and leaves nothing for ${name}`, () =>
    withFolder(async (folder) => {
      const paths: string[] = [];
      for (const [t, text] of texts.entries()) {
        paths.push(await writeSource(folder, `${t}.csv`, text));
      }
      const before = await readdir(folder);
      await assert.rejects(
        ingestCatalogue(paths, join(folder, "out"), options),
        { name: "KindredError", message: sentence(paths) },
      );
      assert.deepEqual(await readdir(folder), before);
    }));
}

Deno.test("ingestCatalogue() throws KindredError and leaves nothing for Parquet that is cut short", () =>
  withFolder(async (folder) => {
    const whole = join(folder, "whole.parquet");
    await writeParquet(whole, `SELECT 'a' AS "left", 'b' AS "right"`);
    const bytes = await readFile(whole);
    const cut = await writeSource(folder, "cut", bytes.subarray(0, 100));
    await assert.rejects(
      ingestCatalogue([cut], join(folder, "out")),
      (error) => {
        assert.ok(error instanceof KindredError);
        assert.ok(
          error.message.startsWith(
            `Cannot read "${cut}": it must be a whole Parquet file, got: `,
          ),
          error.message,
        );
        return true;
      },
    );
    assert.deepEqual((await readdir(folder)).sort(), ["cut", "whole.parquet"]);
  }));

Deno.test("ingestCatalogue() stops in the middle of pairing baskets, and leaves nothing", () =>
  withFolder(async (folder) => {
    // Read within a moment; their pairs take seconds.
    const rows = Array.from(
      { length: 400_000 },
      (_, i) => `${i % 2000},${i * 7919 % 20_011}`,
    );
    const source = await writeSource(folder, "orders.csv", [
      "order,item",
      ...rows,
    ]);
    const controller = new AbortController();
    const stop = new Error("enough");
    let timer: ReturnType<typeof setTimeout> | undefined;
    await assert.rejects(
      ingestCatalogue([source], join(folder, "out"), {
        baskets: { minSupport: 1 },
        signal: controller.signal,
        onProgress: ({ done, total }) => {
          if (done < total!) return;
          timer ??= setTimeout(() => controller.abort(stop), 200);
        },
      }),
      stop,
    );
    clearTimeout(timer);
    assert.deepEqual(await readdir(folder), ["orders.csv"]);
  }));
