import assert from "node:assert/strict";
import { sameJson } from "./same_json.ts";

Deno.test("sameJson() does not mind the order of keys, at any depth", () => {
  assert.ok(sameJson({ a: 1, b: [{ c: 2, d: null }] }, {
    b: [{ d: null, c: 2 }],
    a: 1,
  }));
});

Deno.test("sameJson() minds values, kinds and the order of arrays", () => {
  assert.ok(!sameJson({ a: 1 }, { a: "1" }));
  assert.ok(!sameJson({ a: 1 }, { a: 1, b: null }));
  assert.ok(!sameJson([1, 2], [2, 1]));
  assert.ok(!sameJson({ a: 1 }, { a: 2 }));
});
