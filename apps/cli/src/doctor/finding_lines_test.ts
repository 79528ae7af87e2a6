import assert from "node:assert/strict";
import { findingLines } from "./finding_lines.ts";

Deno.test("findingLines() aligns what was found, and breaks long lines below it", () => {
  const words = Array(30).fill("word").join(" ");
  const lines = findingLines([
    { name: "a", ok: true, found: "fine", details: {} },
    { name: "longer", ok: false, found: words, details: {} },
  ]);
  assert.equal(lines[0], "ok    a       fine");
  assert.match(lines[1]!, /^FAIL {2}longer {2}word /);
  assert.match(lines[2]!, /^ {14}word /);
  assert.equal(lines.length, 3);
  assert.ok(lines.every((line) => line.length <= 100));
  assert.equal(lines.join(" ").match(/word/g)!.length, 30);
});
