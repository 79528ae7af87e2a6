import assert from "node:assert/strict";
import { createRandom } from "./random.ts";
import { RecentCache } from "./recent_cache.ts";

Deno.test("RecentCache keeps what was asked for last, and never more than it may", () => {
  const cache = new RecentCache<number, string>({ most: 100 });
  const random = createRandom(1);
  const lastAsked: number[] = [];
  for (let turn = 0; turn < 5000; turn++) {
    const key = random.below(300);
    const value = cache.get(key);
    if (value === undefined) cache.set(key, `value ${key}`);
    else assert.equal(value, `value ${key}`);
    lastAsked.push(key);
    assert.ok(cache.count <= 100);
    assert.equal(cache.size, cache.count);
    // What was asked for within half of what may be held is there, for certain.
    for (const recent of lastAsked.slice(-5)) {
      assert.equal(cache.get(recent), `value ${recent}`);
    }
  }
});

Deno.test("RecentCache counts by size, and keeps nothing large or without room", () => {
  const dropped: string[] = [];
  const cache = new RecentCache<string, string>({
    most: 10,
    sizeOf: (_, value) => value.length,
    onDrop: (key) => dropped.push(key),
  });
  cache.set("a", "aaa");
  cache.set("b", "bb");
  assert.deepEqual([cache.count, cache.size], [2, 5]);
  cache.set("c", "cccccc");
  assert.deepEqual(dropped, ["c"]);
  cache.set("a", "a");
  assert.deepEqual([cache.count, cache.size], [2, 3]);
  cache.set("d", "dddd");
  cache.set("e", "eee");
  // b and a were the older generation when e began another.
  assert.deepEqual(dropped, ["c", "b", "a"]);
  assert.equal(cache.get("b"), undefined);
  assert.equal(cache.size, 7);
  cache.delete("d");
  assert.equal(cache.size, 3);
  cache.clear();
  assert.deepEqual([cache.count, cache.size, cache.get("e")], [
    0,
    0,
    undefined,
  ]);
  const none = new RecentCache<string, number>({ most: 0 });
  none.set("a", 1);
  assert.equal(none.count, 0);
});
