import assert from "node:assert/strict";
import { itemPath } from "./_item_path.ts";

Deno.test("itemPath() escapes what a path cannot hold", () => {
  assert.equal(itemPath("a/b?c#d é%"), "/items/a%2Fb%3Fc%23d%20%C3%A9%25");
  assert.equal(itemPath("🍚"), "/items/%F0%9F%8D%9A");
  assert.equal(itemPath("\ud800"), "/items/%EF%BF%BD");
});
