import assert from "node:assert/strict";
import { DASHES, OTHER, PALETTE, recolour, SHAPES, taken } from "./palette.ts";

/** Red, green and blue of a colour, each linear in light, from 0 to 1. */
function linear(colour: string): number[] {
  return [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
}

function weighted(values: number[], weights: number[]): number {
  return values.reduce((sum, value, i) => sum + value * weights[i]!, 0);
}

const LUMINANCE = [0.2126, 0.7152, 0.0722];

/** Contrast of two colours by WCAG 2.2, from 1 to 21. */
function contrast(a: string, b: string): number {
  const [dark, light] = [a, b].map((colour) =>
    weighted(linear(colour), LUMINANCE)
  ).toSorted((x, y) => x - y);
  return (light! + 0.05) / (dark! + 0.05);
}

/** What is seen of linear light: all of it, or by Machado et al. 2009 without a cone. */
const SIGHTS = {
  full: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

/** How far two colours are apart as someone sees them, in CIE Lab (1976). */
function distance(a: string, b: string, sight: number[][]): number {
  const [first, second] = [a, b].map((colour) => {
    const seen = sight.map((row) =>
      Math.min(1, Math.max(0, weighted(linear(colour), row)))
    );
    const root = (t: number) =>
      t > 0.008856 ? Math.cbrt(t) : 7.787 * t + 16 / 116;
    const x = root(weighted(seen, [0.4124, 0.3576, 0.1805]) / 0.9505);
    const y = root(weighted(seen, LUMINANCE));
    const z = root(weighted(seen, [0.0193, 0.1192, 0.9505]) / 1.089);
    return [116 * y, 500 * (x - y), 200 * (y - z)];
  });
  return Math.hypot(...first!.map((value, i) => value - second![i]!));
}

Deno.test("PALETTE stands out from the page, light and dark", () => {
  for (const { light, dark } of [...PALETTE, OTHER]) {
    assert.ok(contrast(light, "#ffffff") >= 3, light);
    assert.ok(contrast(dark, "#14171b") >= 3, dark);
  }
});

Deno.test("PALETTE is told apart by the colour-blind, grey too", () => {
  for (const page of ["light", "dark"] as const) {
    const colours = [...PALETTE, OTHER].map((colour) => colour[page]);
    for (const [kind, sight] of Object.entries(SIGHTS)) {
      for (const [i, a] of colours.entries()) {
        for (const b of colours.slice(0, i)) {
          // Some 2 are just seen side by side; lines and points are further apart.
          const apart = distance(a, b, sight);
          assert.ok(apart > 10, `${a} and ${b}, ${kind}: ${apart}`);
        }
      }
    }
  }
});

Deno.test("PALETTE comes with as many dashes and shapes, no two alike", () => {
  for (const kinds of [PALETTE, DASHES, SHAPES]) {
    assert.equal(new Set(kinds.map((kind) => JSON.stringify(kind))).size, 8);
  }
});

Deno.test("taken() begins anew where there are not enough", () => {
  assert.deepEqual(taken(["a", "b"], 3), ["a", "b", "a"]);
});

Deno.test("recolour() exchanges every colour of lines and areas", () => {
  const rules = recolour("dark");
  for (const { light, dark } of [...PALETTE, OTHER]) {
    assert.ok(rules.includes(`svg [stroke="${light}"] { stroke: ${dark}; }`));
    assert.ok(rules.includes(`svg [fill="${light}"] { fill: ${dark}; }`));
  }
});
