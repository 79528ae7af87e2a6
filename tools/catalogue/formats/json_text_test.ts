import assert from "node:assert/strict";
import { jsonText, jsonTexts, withCommas } from "./json_text.ts";

Deno.test("jsonText() writes ASCII that JSON reads back", () => {
  for (const text of ["", "plain", `a "b" \\ c`, "Café\u00a0\n", "味噌🍚"]) {
    assert.match(jsonText(text), /^[ -~]*$/);
    assert.equal(JSON.parse(jsonText(text)), text);
  }
  assert.equal(jsonText("é"), '"\\u00e9"');
});

Deno.test("jsonTexts() writes a list", () => {
  assert.equal(jsonTexts([]), "[]");
  assert.equal(jsonTexts(["a", '"']), '["a", "\\""]');
});

Deno.test("withCommas() puts a comma before each three digits", () => {
  assert.equal(withCommas(7), "7");
  assert.equal(withCommas(999), "999");
  assert.equal(withCommas(1000), "1,000");
  assert.equal(withCommas(1234567), "1,234,567");
});
