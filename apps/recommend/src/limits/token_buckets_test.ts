import assert from "node:assert/strict";
import { TokenBuckets } from "./token_buckets.ts";

function buckets(mostBuckets = 10) {
  const clock = { ms: 0 };
  return {
    clock,
    buckets: new TokenBuckets({
      perSecond: 2,
      burst: 3,
      mostBuckets,
      now: () => clock.ms,
    }),
  };
}

Deno.test("TokenBuckets gives as many as were saved, then at the rate", () => {
  const { clock, buckets: them } = buckets();
  const take = () => them.take("ann");
  assert.deepEqual([take(), take(), take(), take()], [0, 0, 0, 0.5]);
  clock.ms = 499;
  assert.ok(take() > 0);
  clock.ms = 500;
  assert.equal(take(), 0);
  clock.ms = 1e9;
  assert.deepEqual([take(), take(), take(), take()], [0, 0, 0, 0.5]);
  assert.equal(them.take("bob"), 0);
});

Deno.test("TokenBuckets lets whoever was charged wait for longer", () => {
  const { clock, buckets: them } = buckets();
  them.charge("ann", 13);
  assert.equal(them.take("ann"), 5.5);
  clock.ms = 5500;
  assert.equal(them.take("ann"), 0);
});

Deno.test("TokenBuckets keeps those used last", () => {
  const { buckets: them } = buckets(2);
  for (const name of ["ann", "ann", "ann", "bob", "ann", "cid"]) {
    them.take(name);
  }
  assert.equal(them.size, 2);
  assert.equal(them.take("ann"), 0.5); // Kept, and so empty.
});
