import type { Likeness } from "./engine.ts";

/**
 * Compares items by the cosine of their vectors; opposite ones are no less alike
 * than those at a right angle.
 *
 * @param vectors float32, shape `[items, dimensions]`, row-major.
 * @param dimensions Numbers in a vector.
 */
export function vectorLikeness(
  vectors: Float32Array,
  dimensions: number,
): Likeness {
  const vector = (at: number) =>
    vectors.subarray(at * dimensions, (at + 1) * dimensions);
  const lengths = Float64Array.from(
    { length: vectors.length / dimensions },
    (_, at) => Math.sqrt(dot(vector(at), vector(at))),
  );
  return {
    by: "vectors",
    of(a, b) {
      const lengthsMultiplied = lengths[a]! * lengths[b]!;
      if (lengthsMultiplied === 0) return 0;
      const cosine = dot(vector(a), vector(b)) / lengthsMultiplied;
      return Math.min(1, Math.max(0, cosine));
    },
  };
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
