import assert from "node:assert/strict";
import { readPrice } from "./read_price.ts";

Deno.test("readPrice() reads plain numbers and dollars, and nothing else", () => {
  const cases: [text: string, price: number | null][] = [
    ["2.55", 2.55],
    ["0", 0],
    ["$1,299.00", 1299],
    ["", null],
    ["-1", null],
    ["$12.99 - $20.00", null],
    ["1.299,00", null],
    [",", null],
    ["9".repeat(400), null],
  ];
  for (const [text, price] of cases) assert.equal(readPrice(text), price, text);
});
