// Broken and hostile records: whatever the bytes, a value or a located refusal.
import { createRandom, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { canonical, generateRecord, mutate } from "./_testing.ts";
import { LooseJsonSyntaxError } from "./loose_json_syntax_error.ts";
import { MAX_DEPTH, parseLooseJson } from "./parse_loose_json.ts";

const encoder = new TextEncoder();

/** A value as JSON, or what is wrong; anything but a located refusal fails. */
function outcome(
  source: string | Uint8Array,
  fields?: readonly string[],
): string {
  try {
    const value = parseLooseJson(source, fields && { fields });
    return fields === undefined ? canonical(value) : "read";
  } catch (error) {
    assert.ok(error instanceof LooseJsonSyntaxError, `${error}`);
    assert.ok(error.column >= 1);
    return error.message;
  }
}

/** Checks that text, bytes and selected fields come to the same end. */
function assertSameOutcome(text: string): boolean {
  const whole = outcome(text);
  assert.equal(outcome(encoder.encode(text)), whole, JSON.stringify(text));
  const isRead = !whole.startsWith("Cannot");
  for (const fields of [[], ["a", ""]]) {
    const selected = outcome(text, fields);
    assert.equal(selected, isRead ? "read" : whole, JSON.stringify(text));
  }
  return isRead;
}

function flipBytes(random: Random, bytes: Uint8Array): void {
  for (let flips = 1 + random.below(4); flips > 0; flips--) {
    bytes[random.below(bytes.length)] = random.below(256);
  }
}

Deno.test("parseLooseJson() comes to one end for text, bytes and fields on mutated records", () => {
  const random = createRandom(4);
  let read = 0;
  const texts = 5000;
  for (let i = 0; i < texts; i++) {
    if (assertSameOutcome(mutate(random, generateRecord(random).text))) read++;
  }
  assert.ok(read > texts / 20, `only ${read} were read`);
  assert.ok(read < texts / 2, `only ${texts - read} were refused`);
});

Deno.test("parseLooseJson() refuses or reads records with flipped bytes as it does their text", () => {
  const random = createRandom(5);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  for (let i = 0; i < 3000; i++) {
    const bytes = encoder.encode(generateRecord(random).text);
    flipBytes(random, bytes);
    assert.equal(outcome(bytes), outcome(decoder.decode(bytes)));
  }
});

Deno.test("parseLooseJson() refuses random bytes", () => {
  const random = createRandom(6);
  for (let i = 0; i < 2000; i++) {
    const bytes = Uint8Array.from(
      { length: 16 + random.below(100) },
      () => random.below(256),
    );
    assert.ok(outcome(bytes).startsWith("Cannot"));
  }
});

Deno.test("parseLooseJson() reads a record that is cut short at no place but its end", () => {
  const record = `{'a': [b'\\x41', '''\\u00e9''' r'x', (1, -0x1f)], "é": {}}`;
  assert.ok(assertSameOutcome(record));
  for (let length = 0; length < record.length; length++) {
    assert.ok(!assertSameOutcome(record.slice(0, length)), `${length}`);
  }
});

Deno.test("parseLooseJson() refuses a byte-order mark, UTF-16 and NUL", () => {
  const record = `{'a': 'b'}`;
  assert.ok(outcome(`\ufeff${record}`).startsWith("Cannot"));
  const utf16 = new Uint8Array(
    Uint16Array.from(
      record,
      (character) => character.charCodeAt(0),
    ).buffer,
  );
  assert.ok(outcome(utf16).startsWith("Cannot"));
  assert.ok(outcome("{'a': 'b\0'}").startsWith("Cannot"));
});

Deno.test("parseLooseJson() refuses nesting past the limit instead of overflowing", () => {
  for (const [open, close] of ["[]", "()", ["{'a':", "}"]] as const) {
    const nested = (depth: number) =>
      open!.repeat(depth) + "1" + close!.repeat(depth);
    assert.ok(assertSameOutcome(nested(MAX_DEPTH)));
    assert.ok(!assertSameOutcome(nested(MAX_DEPTH + 1)));
    assert.ok(!assertSameOutcome(nested(100_000)));
    assert.ok(!assertSameOutcome(open!.repeat(100_000)));
  }
});

Deno.test("parseLooseJson() takes linear time for long texts of one kind", () => {
  // Were any of these quadratic, this would take hours.
  const pieces = [
    "9",
    "_",
    ".",
    "-",
    "a",
    " ",
    "'",
    '"',
    "\\",
    "\\n",
    "\\u",
    "é",
  ]
    .concat(["''", "'',", "'a' ", "{'a':", "0x", "1_", "b'", "\n"]);
  for (const piece of pieces) {
    for (const start of ["", "[", "{'a': ", "'", '"""', "r'"]) {
      outcome(encoder.encode(start + piece.repeat(500_000 / piece.length)));
    }
  }
});

Deno.test("parseLooseJson() reads a text of 10 MB, plain and with escapes", () => {
  const plain = "x".repeat(10_000_000);
  const [held] = parseLooseJson(`['${plain}']`) as string[];
  assert.equal(held, plain);
  const [escaped] = parseLooseJson(
    encoder.encode(`["${"\\n".repeat(500_000)}"]`),
  ) as string[];
  assert.equal(escaped, "\n".repeat(500_000));
});
