import assert from "node:assert/strict";
import { RandomAccess } from "./random_access.ts";

Deno.test("RandomAccess measures with each number of threads, again and again", async () => {
  const pools = RandomAccess.open({ rows: 4096, dimensions: 20 }, [1, 3], 1);
  try {
    assert.deepEqual(pools.map(({ threads }) => threads), [1, 3]);
    for (const pool of [...pools, ...pools]) {
      const rate = await pool.measure();
      assert.ok(Number.isFinite(rate) && rate > 0, `${rate}`);
    }
  } finally {
    for (const pool of pools) await pool.close();
  }
});
