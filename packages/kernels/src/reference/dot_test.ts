import { createRandom } from "@kindred/core";
import { assertClose, randomValues } from "../_testing.ts";
import { dotSpec } from "../spec/dot_spec.ts";
import { dotReference } from "./dot.ts";

dotSpec("dotReference()", dotReference);

Deno.test("dotReference() adds in double precision", () => {
  const random = createRandom(2);
  const a = randomValues(random, 10_001);
  const b = randomValues(random, 10_001);
  // Products of two floats are exact in doubles; so is this sum of integers.
  const scale = 2 ** 40;
  let sum = 0n;
  for (let i = 0; i < a.length; i++) {
    sum += BigInt(Math.round(a[i]! * b[i]! * scale));
  }
  assertClose(dotReference(a, 0, b, 0, a.length), Number(sum) / scale, {
    // Half a unit of rounding each, and the sum's own last places.
    absolute: a.length * 0.5 / scale + 1e-11,
    relative: 0,
  });
});
