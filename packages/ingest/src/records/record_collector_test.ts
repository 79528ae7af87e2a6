import { queryRows, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import {
  createProductTable,
  ProductAppender,
} from "../catalogue/product_table.ts";
import { LinkLog } from "../links/link_log.ts";
import { RecordCollector, type RecordRefusal } from "./record_collector.ts";

/** What a collector made of some lines. */
interface Collected {
  collector: RecordCollector;
  refusals: (RecordRefusal | null)[];
  /** Id, title and number of categories of each product, in order. */
  products: unknown[][];
  /** `a 5 b`: a names b by the relations of these bits. */
  links: string[];
}

async function collect(
  lines: readonly string[],
  use: (collected: Collected) => void,
): Promise<void> {
  await withFolder((folder) =>
    withDuckDb(async (connection) => {
      await createProductTable(connection);
      const products = await ProductAppender.create(connection);
      const log = new LinkLog(join(folder, "links"));
      const collector = new RecordCollector(products, log);
      // Lines as they stand in a block: one behind the other.
      const encoder = new TextEncoder();
      const bytes = encoder.encode(lines.join("\n"));
      let start = 0;
      const refusals = lines.map((line) => {
        const end = start + encoder.encode(line).length;
        const refusal = collector.take(bytes, start, end);
        start = end + 1;
        return refusal;
      });
      products.close();
      const { ids } = collector;
      const links: string[] = [];
      log.forEach((code, target, relations) =>
        links.push(`${ids.textOf(code)} ${relations} ${ids.textOf(target)}`)
      );
      use({
        collector,
        refusals,
        products: await queryRows(
          connection,
          "SELECT id, title, len(categories)::INT FROM products",
        ),
        links,
      });
      log.close();
    })
  );
}

Deno.test("RecordCollector gathers products, and what each of them names once", () =>
  collect(
    [
      `{'asin': 'a', 'title': "A's", 'categories': [['x'], ['y']], 'related': {'also_bought': ['b', 'b', 'a'], 'bought_together': ['b', 'c']}}`,
      `{"asin": "b", "also_view": ["gone", "a", 7]}`,
    ],
    ({ collector, refusals, products, links }) => {
      assert.deepEqual(refusals, [null, null]);
      assert.deepEqual(products, [["a", "A's", 2], ["b", null, 0]]);
      assert.deepEqual(links, ["a 5 b", "a 4 c", "b 2 gone", "b 2 a"]);
      assert.equal(collector.productCount, 2);
      assert.deepEqual(collector.figures(), {
        named: 7,
        repeated: 1,
        self: 1,
        dangling: 2,
        danglingTargets: 2,
        unusable: 1,
      });
      const { ids, described } = collector;
      const isDescribed = Array.from(
        { length: ids.size },
        (_, code) => [ids.textOf(code), described[code]],
      );
      assert.deepEqual(Object.fromEntries(isDescribed), {
        a: 1,
        b: 1,
        c: 0,
        gone: 0,
      });
    },
  ));

Deno.test("RecordCollector says why a line gives no product, and what was found", () =>
  collect(
    [
      `{"asin": "a", "also_buy": ["b"]}`,
      `{"asin": "a", "also_buy": ["c", "d"]}`,
      " \t",
      `  {"title": "${"x".repeat(100)}"}`,
      "[1]",
      `{"asin": "${"x".repeat(2000)}"}`,
      `{"asin": }`,
    ],
    ({ collector, refusals, products, links }) => {
      assert.deepEqual(refusals, [
        null,
        { reason: "duplicate", detail: `"a"` },
        { reason: "blank", detail: "" },
        { reason: "no-id", detail: `{"title": "${"x".repeat(47)}` },
        { reason: "no-record", detail: "[1]" },
        { reason: "id-too-long", detail: `{"asin": "${"x".repeat(50)}` },
        {
          reason: "syntax",
          detail: 'column 10 must hold a value, got "}"',
        },
      ]);
      // Nothing that the repeat names counts.
      assert.deepEqual([products.length, links], [1, ["a 1 b"]]);
      assert.equal(collector.figures().named, 1);
      assert.equal(collector.figures().danglingTargets, 1);
    },
  ));

Deno.test("RecordCollector counts what is named before its record comes, of many ids", () => {
  // More ids than there is room for at first, and all of them named by the first.
  const ids = Array.from({ length: 10_000 }, (_, i) => `id${i}`);
  return collect(
    [
      JSON.stringify({ asin: "first", also_buy: ids }),
      ...ids.slice(0, 6000).map((asin) => JSON.stringify({ asin })),
    ],
    ({ collector }) => {
      assert.equal(collector.productCount, 6001);
      const { named, dangling, danglingTargets } = collector.figures();
      assert.deepEqual([named, dangling, danglingTargets], [
        10_000,
        4000,
        4000,
      ]);
      assert.ok(collector.described.length >= collector.ids.size);
    },
  );
});
