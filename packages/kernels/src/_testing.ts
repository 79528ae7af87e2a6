/** Shared by the tests of this package; no part of what it exports. @module */
import type { ItemModel, Random } from "@kindred/core";
import assert from "node:assert/strict";

/** How far a number may be from the right one: the sum of both. */
export interface Tolerance {
  /** In the number's own unit. */
  absolute: number;
  /** As a share of the right number. */
  relative: number;
}

/** Checks that a number is close to the right one; NaN only equals NaN. */
export function assertClose(
  actual: number,
  expected: number,
  { absolute, relative }: Tolerance,
  label = "",
): void {
  if (Object.is(actual, expected)) return;
  const allowed = absolute + relative * Math.abs(expected);
  assert.ok(
    Math.abs(actual - expected) <= allowed,
    `${label} must be ${expected} within ${allowed}, got ${actual}`,
  );
}

/** Returns `length` numbers in [-1, 1). */
export function randomValues(random: Random, length: number): Float32Array {
  return Float32Array.from({ length }, () => random.float() * 2 - 1);
}

/** Returns a model of random vectors and biases. */
export function randomModel(
  random: Random,
  itemCount: number,
  dimensions: number,
): ItemModel {
  return {
    embeddings: {
      values: randomValues(random, itemCount * dimensions),
      itemCount,
      dimensions,
    },
    itemBias: randomValues(random, itemCount),
    globalBias: Math.fround(random.float() - 0.5),
  };
}
