import { queryRows } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { ignoreWithout } from "../_testing.ts";
import { recogniseFormat } from "../formats/recognise_format.ts";
import type { TableFormat } from "../formats/table_format.ts";
import { inPieces, withStage } from "./_testing.ts";

const FILE = new URL(
  "../../../../../shared/data/online-retail/online_retail.csv.gz",
  import.meta.url,
);

const ignore = ignoreWithout(
  existsSync(FILE),
  "Online Retail is not in ../shared/data",
);

/**
 * An independent count has 353,793 pairs of 2,840 items in 5 invoices or more. It
 * left returns out, and invoices with more than 100 different items altogether,
 * where we use 100 items of them: so these are taken out beforehand here.
 */
Deno.test({
  name:
    "TableStage finds the pairs of Online Retail that an independent count has",
  ignore,
  async fn() {
    const text = gunzipSync(await readFile(FILE)).toString();
    const lines = text.trimEnd().split("\n");
    const items = new Map<string, Set<string>>();
    for (const line of lines) {
      const [invoice, item, ...rest] = line.split(",");
      // Descriptions may hold commas: the quantity is the fifth from the end.
      if (!(Number(rest.at(-5)) > 0)) continue;
      items.set(invoice!, (items.get(invoice!) ?? new Set()).add(item!));
    }
    const small = lines.filter((line) => {
      const size = items.get(line.split(",", 1)[0]!)?.size ?? 0;
      return size <= 100;
    });
    const content = small.join("\n");
    await withStage(async (stage, connection, skipped) => {
      const head = new TextEncoder().encode(content.slice(0, 4096));
      const name = "online_retail.csv";
      const format = recogniseFormat(name, head) as TableFormat;
      const source = { name, format, content: inPieces(content) };
      assert.equal(await stage.read(source), small.length - 1);
      await stage.derive({ minSupport: 5, basketCap: 100 });
      assert.deepEqual(Object.keys(skipped.skips), ["return"]);
      const counts = await queryRows(
        connection,
        `SELECT count(*), (FROM (SELECT a FROM edges UNION SELECT b FROM edges)
           SELECT count(*)) FROM edges`,
      );
      assert.deepEqual(counts, [[353_793n, 2840n]]);
      const title = "SELECT title FROM products WHERE id = '85123A'";
      assert.deepEqual(await queryRows(connection, title), [
        ["WHITE HANGING HEART T-LIGHT HOLDER"],
      ]);
    });
  },
});
