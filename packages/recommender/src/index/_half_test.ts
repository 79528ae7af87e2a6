import assert from "node:assert/strict";
import { fromHalf } from "./_half.ts";

Deno.test("fromHalf() reads every number of half precision as the runtime does", () => {
  const numbers = new Float16Array(
    Uint16Array.from({ length: 65536 }, (_, i) => i).buffer,
  );
  for (const [bits, expected] of numbers.entries()) {
    assert.ok(Object.is(fromHalf(bits), expected), `${bits}`);
  }
});
