import assert from "node:assert/strict";
import { ApiKeys, keyIn } from "./api_keys.ts";

const KEYS = [
  { name: "shop", key: "0123456789abcdef" },
  { name: "app", key: "schlüssel-für-die-app" },
];

Deno.test("ApiKeys tells whose a key is", () => {
  const keys = new ApiKeys(KEYS);
  for (const { name, key } of KEYS) assert.equal(keys.nameOf(key), name);
  for (
    const wrong of [
      "",
      "0123456789abcde",
      "0123456789abcdef0",
      "0123456789abcdef\0",
      "x".repeat(1e6),
      "__proto__",
    ]
  ) {
    assert.equal(keys.nameOf(wrong), null, wrong.slice(0, 20));
  }
});

Deno.test("ApiKeys throws RangeError if keys are none, short, long or named alike", () => {
  const message = (keys: { name: string; key: string }[]) => {
    try {
      new ApiKeys(keys);
    } catch (error) {
      assert.ok(error instanceof RangeError);
      return error.message;
    }
    return "none";
  };
  assert.equal(
    message([]),
    "Cannot ask for API keys: there must be one, got none",
  );
  assert.equal(
    message([{ name: "a", key: "short" }]),
    'Cannot ask for API keys: key "a" must have 16 to 256 bytes, got 5',
  );
  assert.equal(
    message([{ name: "a", key: "ü".repeat(129) }]),
    'Cannot ask for API keys: key "a" must have 16 to 256 bytes, got 258',
  );
  assert.equal(
    message([KEYS[0]!, KEYS[0]!]),
    'Cannot ask for API keys: their names must be distinct, got "shop", "shop"',
  );
});

Deno.test("keyIn() reads either header", () => {
  assert.equal(keyIn(new Headers({ "X-API-Key": "a" })), "a");
  assert.equal(keyIn(new Headers({ Authorization: "Bearer a.b" })), "a.b");
  assert.equal(keyIn(new Headers({ authorization: "bearer  a " })), "a");
  assert.equal(keyIn(new Headers({ Authorization: "Basic a" })), null);
  assert.equal(keyIn(new Headers()), null);
});
