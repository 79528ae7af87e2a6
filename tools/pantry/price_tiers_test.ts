import assert from "node:assert/strict";
import { linkSources } from "./read_sources.ts";
import { priceTiers } from "./price_tiers.ts";

Deno.test("priceTiers() compares the variants of an ingredient", () => {
  const { products } = linkSources(
    "## A\nX: a, b, c, d, e\n",
    "[S]\na\n  - A1 = 5\n  - A2 = 10\n  - A3 = 15\n  - A4\nb\n  - B = 99\n" +
      "c\n  - C\nd\n  - D\ne\n  - E\n",
  );
  assert.deepEqual(
    priceTiers(products).slice(0, 5),
    ["cheap", "usual", "dear", "usual", "usual"],
  );
});
