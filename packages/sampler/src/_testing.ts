/** Shared by the tests of this package; no part of what it exports. @module */
import type { Random, RowPairs, WeightedPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AliasTable } from "./alias_table.ts";

/** Hands a new, empty folder to `use` and removes it whatever happens. */
export async function inTemporaryFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-sampler-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Returns each pair as a text, the smaller row first. */
export function pairKeys({ left, right }: RowPairs): string[] {
  return Array.from(left, (a, p) => {
    const b = right[p]!;
    return `${Math.min(a, b)}-${Math.max(a, b)}`;
  });
}

/** Returns `count` distinct pairs of rows below `itemCount`, each weighing its position + 1. */
export function randomPairs(
  random: Random,
  count: number,
  itemCount: number,
): WeightedPairs {
  const keys = new Set<string>();
  while (keys.size < count) {
    const a = random.below(itemCount);
    const b = random.below(itemCount);
    if (a < b) keys.add(`${a}-${b}`);
  }
  const rows = [...keys].map((key) => key.split("-").map(Number));
  return {
    left: Uint32Array.from(rows, ([a]) => a!),
    right: Uint32Array.from(rows, ([, b]) => b!),
    weight: Float32Array.from({ length: count }, (_, p) => p + 1),
  };
}

/**
 * Returns `count` distinct sorted pairs, `left < right`, in which rows of small
 * number are far more frequent: degrees fall like (row + 1)^-0.8.
 */
export function skewedPairs(
  random: Random,
  count: number,
  itemCount: number,
): WeightedPairs {
  const table = new AliasTable(
    Float64Array.from({ length: itemCount }, (_, row) => (row + 1) ** -0.8),
  );
  const keys = new Set<number>();
  while (keys.size < count) {
    const a = table.draw(random);
    const b = table.draw(random);
    if (a !== b) keys.add(Math.min(a, b) * itemCount + Math.max(a, b));
  }
  const sorted = Float64Array.from(keys).sort();
  return {
    left: Uint32Array.from(sorted, (key) => Math.floor(key / itemCount)),
    right: Uint32Array.from(sorted, (key) => key % itemCount),
    weight: Float32Array.from({ length: count }, (_, p) => p + 1),
  };
}

/**
 * Returns the probability that a chi-squared variable exceeds `x`: one less the
 * series of the regularized incomplete gamma function (Abramowitz and Stegun,
 * 6.5.29 and 26.4.19).
 *
 * @param x The statistic, >= 0.
 * @param degrees Degrees of freedom, a whole number >= 1.
 */
export function chiSquaredTail(x: number, degrees: number): number {
  const a = degrees / 2;
  // ln gamma(a + 1) from that of 1/2 or 1, upwards.
  let logGamma = degrees % 2 === 0 ? 0 : Math.log(Math.PI) / 2;
  for (let k = degrees % 2 === 0 ? 1 : 0.5; k <= a; k++) {
    logGamma += Math.log(k);
  }
  // The terms' logarithms: the first of them may be too small for a number.
  let logTerm = a * Math.log(x / 2) - x / 2 - logGamma;
  let below = 0;
  for (let k = 1; logTerm > -40 || a + k < x / 2; k++) {
    below += Math.exp(logTerm);
    logTerm += Math.log(x / 2 / (a + k));
  }
  return 1 - below;
}

/**
 * Checks that positions were drawn in proportion to weights: never where the
 * weight is 0, else by a chi-squared test at the level 0.001, which a right
 * sampler fails for one seed in 1,000.
 */
export function assertProportional(
  counts: ArrayLike<number>,
  weights: readonly number[],
): void {
  const draws = Array.from(counts).reduce((a, b) => a + b, 0);
  const total = weights.reduce((a, b) => a + b, 0);
  let chiSquared = 0;
  let degrees = -1;
  for (const [i, weight] of weights.entries()) {
    if (weight === 0) {
      assert.equal(counts[i], 0, `position ${i} weighs nothing`);
      continue;
    }
    const expected = draws * weight / total;
    assert.ok(expected >= 5, `too few draws for position ${i}`);
    chiSquared += (counts[i]! - expected) ** 2 / expected;
    degrees++;
  }
  if (degrees === 0) return;
  assert.ok(
    chiSquaredTail(chiSquared, degrees) > 0.001,
    `chi-squared ${chiSquared} of ${degrees} degrees of freedom`,
  );
}
