import assert from "node:assert/strict";
import { ItemIds } from "./item_ids.ts";
import { ORDERS, recordOrder } from "./record_order.ts";

const RECORDS = 3000;
const ids = new ItemIds(1, "isbn");

for (const name of ORDERS) {
  Deno.test(`recordOrder() gives every product one place, ${name}`, () => {
    const productAt = recordOrder(name, RECORDS, ids, 1);
    const products = Array.from({ length: RECORDS }, (_, i) => productAt(i));
    assert.equal(new Set(products).size, RECORDS);
    assert.ok(products.every((product) => product >= 0 && product < RECORDS));
    const places = products.map((product) => ids.placeOf(product));
    const isSorted = places.every((place, i) =>
      i === 0 || places[i - 1]! < place
    );
    assert.equal(isSorted, name === "sorted");
  });
}
