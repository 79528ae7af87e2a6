import assert from "node:assert/strict";
import { AnswerCache } from "./answer_cache.ts";

/** An answer that takes so many bytes. */
const answer = (bytes: number) => ({ text: "x".repeat(bytes / 2), bytes });

Deno.test("AnswerCache keeps the answers asked for last, as far as there is room", () => {
  const cache = new AnswerCache({ mostBytes: 10_000 });
  for (const key of ["a", "b", "c", "d", "e", "f", "g", "h", "i"]) {
    cache.set(key, answer(800));
    assert.ok(cache.get("a"), `a is asked for after ${key}`);
    assert.ok(cache.bytes <= 10_000);
  }
  assert.ok(cache.size >= 4, `${cache.size} answers`);
  assert.equal(cache.get("b"), undefined);
  assert.ok(cache.get("h") && cache.get("i"));
  assert.deepEqual([cache.hits, cache.misses], [11, 1]);
});

Deno.test("AnswerCache counts an answer that takes the place of another once", () => {
  const cache = new AnswerCache({ mostBytes: 10_000 });
  cache.set("a", answer(100));
  const { bytes } = cache;
  cache.set("a", answer(300));
  // 100 more characters of two bytes, and as many halves for gzip.
  assert.equal(cache.bytes, bytes + 200 + 50);
  assert.equal(cache.size, 1);
});

Deno.test("AnswerCache keeps nothing large, and nothing at all without room", () => {
  const cache = new AnswerCache({ mostBytes: 10_000 });
  cache.set("a", answer(5000));
  assert.equal(cache.size, 0);
  const none = new AnswerCache({ mostBytes: 0 });
  none.set("a", answer(1));
  assert.equal(none.get("a"), undefined);
  assert.equal(none.bytes, 0);
});

Deno.test("AnswerCache lets go of all when it is cleared", () => {
  const cache = new AnswerCache({ mostBytes: 10_000 });
  cache.set("a", answer(100));
  cache.clear();
  assert.deepEqual([cache.size, cache.bytes, cache.get("a")], [
    0,
    0,
    undefined,
  ]);
});
