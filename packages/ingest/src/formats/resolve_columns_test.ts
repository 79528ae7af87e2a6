import assert from "node:assert/strict";
import { expectWantedColumns, resolveColumns } from "./resolve_columns.ts";

const resolve = (names: string, wanted = {}) =>
  resolveColumns({ source: "x", names: names.split(","), wanted });

Deno.test("resolveColumns() finds names in any spelling, spaces and hyphens", () => {
  for (
    const names of [
      "Order ID,SKU",
      "orderId,sku",
      "ORDER_ID,Sku",
      "order-id,s_k_u",
    ]
  ) {
    assert.deepEqual(resolve(names), {
      kind: "interactions",
      columns: { basket: 0, item: 1 },
    });
  }
});

Deno.test("resolveColumns() prefers an order to the user who placed it", () => {
  assert.deepEqual(resolve("user_id,order_id,product_id")!.columns, {
    basket: 1,
    item: 2,
  });
});

Deno.test("resolveColumns() gives no column twice", () => {
  // "price" would be the price, had it not been named as the item.
  const found = resolve("user,price,title", { item: "price", title: "title" });
  assert.deepEqual(found!.columns, { basket: 0, item: 1, title: 2 });
});

Deno.test("resolveColumns() gives null where no usual names are found", () => {
  assert.equal(resolve("a,b,c"), null);
  assert.equal(resolve("item,quantity"), null);
});

Deno.test("expectWantedColumns() wants each described column in one of the sources", () => {
  const tables = [
    { source: "a", names: ["user", "movie"] },
    { source: "b", names: ["movie", "Title"] },
  ];
  expectWantedColumns(tables, { title: "Title", basket: "anything" });
  assert.throws(() => expectWantedColumns(tables, { title: "title" }), {
    name: "KindredError",
    message:
      `Cannot read "a", "b": --title must name one of its columns, got "title"; did you mean "Title" among "user", "movie", "Title"`,
  });
});
