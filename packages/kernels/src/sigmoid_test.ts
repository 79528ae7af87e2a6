import assert from "node:assert/strict";
import { assertClose } from "./_testing.ts";
import { sigmoid, softplus } from "./sigmoid.ts";

/** Double precision: a few roundings, whatever the size. */
const CLOSE = { absolute: 0, relative: 1e-14 };

/** Logits from -30 to 30, where the plain formulas do not lose digits. */
const LOGITS = Array.from({ length: 241 }, (_, i) => i / 4 - 30);

Deno.test("sigmoid() matches e^x / (e^x + 1)", () => {
  for (const x of LOGITS) {
    assertClose(sigmoid(x), Math.exp(x) / (Math.exp(x) + 1), CLOSE, `${x}`);
  }
});

Deno.test("sigmoid() of x and of -x add up to 1", () => {
  for (const x of LOGITS) {
    assertClose(sigmoid(x) + sigmoid(-x), 1, CLOSE, `${x}`);
  }
});

Deno.test("sigmoid() is right at 0, at both ends and for NaN", () => {
  assert.equal(sigmoid(0), 0.5);
  assert.equal(sigmoid(-0), 0.5);
  assert.equal(sigmoid(1000), 1);
  assert.equal(sigmoid(-1000), 0);
  assert.equal(sigmoid(Infinity), 1);
  assert.equal(sigmoid(-Infinity), 0);
  assert.equal(sigmoid(NaN), NaN);
  // Not yet 0: e^-700 is a normal number.
  assertClose(sigmoid(-700), Math.exp(-700), CLOSE);
});

Deno.test("softplus() matches ln(e^0 + e^x)", () => {
  for (const x of LOGITS) {
    // The plain formula itself loses digits where e^x is small beside 1.
    assertClose(softplus(x), Math.log(1 + Math.exp(x)), {
      absolute: 2 ** -52,
      relative: 1e-14,
    }, `${x}`);
  }
});

Deno.test("softplus() of x less that of -x is x", () => {
  for (const x of LOGITS) {
    assertClose(softplus(x) - softplus(-x), x, {
      absolute: 1e-14,
      relative: 1e-14,
    });
  }
});

Deno.test("softplus() is minus the logarithm of the other label's sigmoid", () => {
  for (const x of LOGITS) {
    assertClose(softplus(-x), -Math.log(sigmoid(x)), {
      absolute: 2 ** -52,
      relative: 1e-12,
    });
  }
});

Deno.test("softplus() is right at 0, at both ends and for NaN", () => {
  assert.equal(softplus(0), Math.LN2);
  assert.equal(softplus(1000), 1000);
  assert.equal(softplus(-1000), 0);
  assert.equal(softplus(Infinity), Infinity);
  assert.equal(softplus(-Infinity), 0);
  assert.equal(softplus(NaN), NaN);
  // ln(1 + y) is y for a small y: the digits must not be lost beside the 1.
  assertClose(softplus(-700), Math.exp(-700), CLOSE);
});
