import type { Product } from "@kindred/core";
import { queryRows } from "@kindred/core/parquet";
import type { DuckDBListValue } from "@duckdb/node-api";
import assert from "node:assert/strict";
import { withProducts } from "./_testing.ts";
import { ProductAppender } from "./product_table.ts";

const BARE = { title: null, brand: null, price: null, categories: [] };

Deno.test("ProductAppender writes products as they are, null and empty ones too", () =>
  withProducts(async (connection) => {
    const products: Product[] = [
      { id: "bare", ...BARE },
      { ...BARE, id: "0", price: 0, categories: ["x"] },
      {
        id: "饭\0'",
        title: 'a "title", it\'s\n',
        brand: "\u{1f35a}",
        price: 1299.99,
        categories: ["x > y", "", "z"],
      },
    ];
    const appender = await ProductAppender.create(connection);
    for (const [p, product] of products.entries()) {
      appender.append(10 + p, product);
    }
    appender.close();
    const rows = await queryRows(connection, "FROM products ORDER BY code");
    assert.deepEqual(
      rows.map(([code, id, title, brand, price, categories]) => [
        code,
        {
          id,
          title,
          brand,
          price,
          categories: (categories as DuckDBListValue).items,
        },
      ]),
      products.map((product, p) => [10 + p, product]),
    );
  }));

Deno.test("ProductAppender writes more products than DuckDB takes at a time", () =>
  withProducts(async (connection) => {
    const appender = await ProductAppender.create(connection);
    for (let code = 0; code < 5000; code++) {
      appender.append(code, {
        ...BARE,
        id: `i${code}`,
        categories: Array.from({ length: code % 3 }, (_, c) => `${code}/${c}`),
      });
    }
    appender.close();
    assert.deepEqual(
      await queryRows(
        connection,
        `SELECT count(*)::INT, count(DISTINCT id)::INT, sum(len(categories))::INT,
           count_if(id = 'i' || code AND list_aggregate(categories, 'count') = code % 3)::INT
         FROM products`,
      ),
      [[5000, 5000, 4999, 5000]],
    );
  }));
