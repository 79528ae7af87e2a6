import assert from "node:assert/strict";
import { ItemRandom } from "./item_random.ts";

function drawsOf(random: ItemRandom, item: number, variant = 0): number[] {
  random.begin(item, variant);
  return Array.from({ length: 4 }, () => random.uint32());
}

Deno.test("ItemRandom gives an item its own sequence, whatever came before", () => {
  const random = new ItemRandom(1, "links");
  const first = drawsOf(random, 7);
  drawsOf(random, 8);
  assert.deepEqual(drawsOf(random, 7), first);
  assert.deepEqual(drawsOf(new ItemRandom(1, "links"), 7), first);
  for (
    const other of [
      drawsOf(random, 8),
      drawsOf(random, 7, 1),
      drawsOf(new ItemRandom(2, "links"), 7),
      drawsOf(new ItemRandom(1, "text"), 7),
    ]
  ) assert.equal(other.filter((draw) => first.includes(draw)).length, 0);
});

Deno.test("ItemRandom.float() fills [0, 1) evenly over the first draws of many items", () => {
  const random = new ItemRandom(1, "text");
  const tenths = new Uint32Array(10);
  const count = 100_000;
  for (let item = 0; item < count; item++) {
    random.begin(item);
    tenths[Math.floor(10 * random.float())]!++;
  }
  // Five standard deviations: sqrt(100,000 x 0.1 x 0.9) = 95.
  for (const n of tenths) assert.ok(Math.abs(n - count / 10) < 475, `${n}`);
});

Deno.test("ItemRandom.below(), pick() and chance() keep to their range", () => {
  const random = new ItemRandom(1, "faults");
  random.begin(1);
  const drawn = new Set<number>();
  for (let i = 0; i < 200; i++) drawn.add(random.below(3));
  assert.deepEqual([...drawn].sort(), [0, 1, 2]);
  assert.equal(random.pick(["only"]), "only");
  assert.equal(random.chance(0), false);
  assert.equal(random.chance(1), true);
});

Deno.test("ItemRandom.spread() has median 1 and the spread asked for", () => {
  const random = new ItemRandom(1, "links");
  random.begin(1);
  const logs = Array.from(
    { length: 20_000 },
    () => Math.log(random.spread(0.5)),
  );
  const mean = logs.reduce((a, b) => a + b) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - mean) ** 2, 0) /
    logs.length;
  assert.ok(Math.abs(mean) < 0.02, `${mean}`);
  assert.ok(Math.abs(Math.sqrt(variance) - 0.5) < 0.02, `${variance}`);
});
