import { createRandom } from "@kindred/core";
import { queryRows, withDuckDb } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { gatherContents } from "./basket_contents.ts";
import { countItems, countPairs } from "./count_baskets.ts";
import { NumberRows } from "./number_rows.ts";

Deno.test("countPairs() counts the same in one part and in many", () =>
  withDuckDb(async (connection) => {
    const random = createRandom(9);
    const rows = await NumberRows.create(connection, "interactions", {
      basket: "uint32",
      item: "uint32",
      time: "float64",
    });
    for (let r = 0; r < 5000; r++) {
      rows.add([random.below(500), random.below(40), random.below(1000)]);
    }
    rows.close();
    await gatherContents(connection);
    const wishes = { minSupport: 25, decays: false };
    await countItems(connection, wishes);
    const results = [];
    for (const meetingsAPart of [1e9, 9000, 3000]) {
      const rare = await countPairs(connection, wishes, meetingsAPart);
      const together = await queryRows(
        connection,
        "FROM together ORDER BY a, b",
      );
      await connection.run("DROP TABLE together");
      results.push({ rare, together });
    }
    assert.ok(results[0]!.rare > 0 && results[0]!.together.length > 100);
    assert.deepEqual(results[1], results[0]);
    assert.deepEqual(results[2], results[0]);
  }));
