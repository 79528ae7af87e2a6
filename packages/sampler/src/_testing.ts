/** Shared by the tests of this package; no part of what it exports. @module */
import type { Random, RowPairs, WeightedPairs } from "@kindred/core";
import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

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
 * Checks that positions were drawn in proportion to weights: never where the
 * weight is 0, else by a chi-squared test that a right sampler fails once in
 * 1,000 seeds.
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
    chiSquared += (counts[i]! - expected) ** 2 / expected;
    degrees++;
  }
  // Wilson and Hilferty's approximation of the 99.9th percentile.
  const spread = 2 / (9 * degrees);
  const limit = degrees * (1 - spread + 3.09 * Math.sqrt(spread)) ** 3;
  assert.ok(chiSquared < limit, `chi-squared ${chiSquared} of ${degrees}`);
}
