import assert from "node:assert/strict";
import {
  formatAmount,
  formatCount,
  formatCounted,
  formatDuration,
  formatTable,
  plainText,
} from "./format.ts";

Deno.test("formatCount() groups digits and shortens millions", () => {
  assert.equal(formatCount(0), "0");
  assert.equal(formatCount(24_427), "24,427");
  assert.equal(formatCount(9_999_999), "9,999,999");
  assert.equal(formatCount(26_595_848), "26.6M");
});

Deno.test("formatDuration() takes the unit that a person would", () => {
  assert.equal(formatDuration(0.04), "0.0 s");
  assert.equal(formatDuration(9.94), "9.9 s");
  assert.equal(formatDuration(9.96), "10 s");
  assert.equal(formatDuration(59.6), "1 min 00 s");
  assert.equal(formatDuration(185), "3 min 05 s");
});

Deno.test("formatCounted() takes the plural", () => {
  assert.equal(formatCounted(1, "item"), "1 item");
  assert.equal(formatCounted(1200, "item"), "1,200 items");
});

Deno.test("formatAmount() gives bytes in the unit that a person would", () => {
  assert.equal(formatAmount(1234, "pairs"), "1,234 pairs");
  assert.equal(formatAmount(900, "bytes"), "900 bytes");
  assert.equal(formatAmount(994_000, "bytes"), "994 kB");
  assert.equal(formatAmount(995_000, "bytes"), "1 MB");
  assert.equal(formatAmount(312_400_000, "bytes"), "312 MB");
  assert.equal(formatAmount(994_000_000, "bytes"), "994 MB");
  assert.equal(formatAmount(5_230_000_000, "bytes"), "5.2 GB");
});

Deno.test("formatTable() aligns numbers to the right and texts to the left", () => {
  assert.deepEqual(
    formatTable([["name", "n"], ["rice", "5"], ["é", "1,200"]]),
    ["name      n", "rice      5", "é     1,200"],
  );
});

Deno.test("plainText() lets no control character through", () => {
  assert.equal(plainText("a\x1b[2Jb\nc\x9b"), "a\ufffd[2Jb\ufffdc\ufffd");
});
