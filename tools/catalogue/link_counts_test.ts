import assert from "node:assert/strict";
import { LinkCounts } from "./link_counts.ts";
import type { ProductLinks } from "./product_links.ts";
import { RELATION_BITS } from "./relation_bits.ts";

Deno.test("LinkCounts counts an id once for each relation that shows it", () => {
  const { also_bought, also_viewed, bought_together } = RELATION_BITS;
  const counts = new LinkCounts(10);
  // Product 3 names 4 twice over, itself once, and 12, which has no record.
  counts.add(
    3,
    {
      length: 3,
      targets: Uint32Array.of(4, 3, 12, 99),
      relations: Uint8Array.of(
        also_bought | also_viewed,
        also_viewed,
        also_bought | bought_together,
        255,
      ),
    } as ProductLinks,
  );
  assert.deepEqual(counts.totals(RELATION_BITS), {
    links: 5,
    linksByRelation: {
      also_bought: 2,
      also_viewed: 2,
      bought_together: 1,
      buy_after_viewing: 0,
    },
    selfLinks: 1,
    danglingLinks: 2,
  });
  assert.deepEqual(
    counts.totals({ bought_together: also_bought | also_viewed }),
    {
      links: 3,
      linksByRelation: {
        also_bought: 0,
        also_viewed: 0,
        bought_together: 3,
        buy_after_viewing: 0,
      },
      selfLinks: 1,
      danglingLinks: 1,
    },
  );
});
