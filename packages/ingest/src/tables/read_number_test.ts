import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { numberOf, readNumber } from "./read_number.ts";

const ENCODER = new TextEncoder();

function readText(text: string): number {
  const bytes = ENCODER.encode(`x${text}x`);
  return readNumber(bytes, 1, bytes.length - 1);
}

Deno.test("readNumber() reads what Number() reads, to the last bit", () => {
  const random = createRandom(1);
  for (let trial = 0; trial < 50_000; trial++) {
    const digits = Array.from(
      { length: 1 + random.below(18) },
      () => random.below(10),
    ).join("");
    const point = random.below(digits.length + 1);
    const sign = ["", "-", "+"][random.below(3)]!;
    const exponent = random.below(4) === 0 ? `e${random.below(40) - 20}` : "";
    const text = `${sign}${digits.slice(0, point)}.${
      digits.slice(point)
    }${exponent}`;
    assert.ok(Object.is(readText(text), Number(text)), text);
    assert.ok(Object.is(readText(sign + digits), Number(sign + digits)));
  }
});

Deno.test("readNumber() gives NaN for everything that is no finite decimal number", () => {
  for (
    const text of [
      ...["", "-", ".", "+.", "1.2.3", "0x10", "1e", "1e999", "NaN", "inf"],
      ...["Infinity", "1,5", "1 2", "1_000", "¹", "9".repeat(500), "true"],
    ]
  ) {
    assert.ok(Number.isNaN(readText(text)), text);
    assert.ok(Number.isNaN(numberOf(text)), text);
  }
});
