/** The numbers an option allows, both ends included unless said otherwise. */
export interface NumberRange {
  /** Smallest allowed value. Default none. */
  min?: number;
  /** Largest allowed value. Default none. */
  max?: number;
  /** Whether `min` itself is refused. Default false. */
  above?: boolean;
  /** Whether only whole numbers are allowed. Default false. */
  whole?: boolean;
  /** A whole number of which the value must be a multiple. Default none. */
  multipleOf?: number;
}

/** Returns the range in words: `a whole number in [1, 5]`. */
export function describeRange(range: NumberRange): string {
  const { min, max, above, multipleOf } = range;
  const kind = multipleOf !== undefined
    ? `a multiple of ${multipleOf}`
    : range.whole
    ? "a whole number"
    : "a number";
  if (min !== undefined && max !== undefined) {
    return `${kind} in ${above ? "(" : "["}${min}, ${max}]`;
  }
  if (min !== undefined) return `${kind} ${above ? ">" : ">="} ${min}`;
  if (max !== undefined) return `${kind} <= ${max}`;
  return kind;
}

/** Returns whether `value` is finite and within the range. */
export function isInRange(value: number, range: NumberRange): boolean {
  if (!Number.isFinite(value)) return false;
  if (range.whole && !Number.isInteger(value)) return false;
  if (range.multipleOf && value % range.multipleOf !== 0) return false;
  if (range.min !== undefined) {
    if (range.above ? value <= range.min : value < range.min) return false;
  }
  return range.max === undefined || value <= range.max;
}

/**
 * Returns `value` if the range allows it.
 *
 * @param action What the caller is about to do: `train`.
 * @param name The option's name: `epochs`.
 * @param value What was given.
 * @param range What is allowed.
 * @throws {RangeError} If the range does not allow it.
 *
 * @example
 * ```ts
 * import { expectNumber } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * assert.throws(
 *   () => expectNumber("train", "epochs", 0, { min: 1, whole: true }),
 *   new RangeError("Cannot train: epochs must be a whole number >= 1, got 0"),
 * );
 * ```
 */
export function expectNumber(
  action: string,
  name: string,
  value: number,
  range: NumberRange,
): number {
  if (!isInRange(value, range)) {
    throw new RangeError(
      `Cannot ${action}: ${name} must be ${describeRange(range)}, got ${value}`,
    );
  }
  return value;
}
