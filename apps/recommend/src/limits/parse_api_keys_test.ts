import assert from "node:assert/strict";
import { parseApiKeys } from "./parse_api_keys.ts";

Deno.test("parseApiKeys() reads names and keys, by lines and commas", () => {
  assert.deepEqual(parseApiKeys("shop:a:b,c\r\n# none: here\n\n app:d \n"), [
    { name: "shop", key: "a:b" },
    { name: "key-2", key: "c" },
    { name: "app", key: "d" },
  ]);
  assert.deepEqual(parseApiKeys(""), []);
});
