/**
 * How a model's vectors may be kept: in single precision, in half precision, in
 * 8 bits with a scale an item, or in 4 bits with a scale for each 32 numbers.
 */
export const PRECISIONS = ["f32", "f16", "int8", "int4"] as const;

/** One of {@linkcode PRECISIONS}. */
export type Precision = (typeof PRECISIONS)[number];
