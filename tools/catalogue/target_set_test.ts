import assert from "node:assert/strict";
import { TargetSet } from "./target_set.ts";

Deno.test("TargetSet.add() says what is new, as a Set does, until it is cleared", () => {
  const targets = new TargetSet();
  for (let round = 0; round < 50; round++) {
    const oracle = new Set<number>();
    for (let i = 0; i < 300; i++) {
      const target = (Math.imul(i * round, 0x9e3779b1) >>> 0) % 400;
      assert.equal(targets.add(target), !oracle.has(target));
      oracle.add(target);
    }
    targets.clear();
  }
});

Deno.test("TargetSet tells 0 and the largest number from nothing", () => {
  const targets = new TargetSet();
  assert.ok(targets.add(0));
  assert.ok(targets.add(2 ** 32 - 1));
  assert.ok(!targets.add(0));
});
