import assert from "node:assert/strict";
import { testParser } from "./parser_spec.ts";
import { loadParser, nodeParser } from "./parsers.ts";

testParser("nodeParser()", nodeParser);

const loaded = await loadParser();
if (loaded.name === "@std/cli") {
  testParser("stdParser()", loaded.parse);
} else {
  Deno.test({
    name: "stdParser() (skipped: @std/cli is on JSR, which was not reached)",
    ignore: true,
    fn() {},
  });
}

Deno.test("loadParser() names the parser it gives", () => {
  assert.ok(["@std/cli", "node:util"].includes(loaded.name));
  assert.equal(loaded.parse === nodeParser, loaded.name === "node:util");
});
