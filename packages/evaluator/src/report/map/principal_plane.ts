/** How often the axes are turned towards the data; a map needs no last digit. */
const ITERATIONS = 30;

/**
 * Returns every row's place along the two directions in which the rows differ
 * most (principal components, by orthogonal iteration).
 *
 * @param rows float32, shape `[n, dimensions]`.
 * @param dimensions Numbers a row, at least 1.
 * @returns float64, shape `[n, 2]`, centred on the origin.
 */
export function principalPlane(
  rows: Float32Array,
  dimensions: number,
): Float64Array {
  const n = rows.length / dimensions;
  const mean = new Float64Array(dimensions);
  for (let i = 0; i < rows.length; i++) mean[i % dimensions]! += rows[i]! / n;

  // Any start does that no data is at right angles to: these are no data's. By
  // arithmetic that is exact everywhere, as a cosine is not.
  let first = Float64Array.from(mean, (_, d) => (31 * d + 7) % 101 - 50);
  let second = Float64Array.from(mean, (_, d) => (43 * d + 71) % 97 - 48);
  const places = new Float64Array(2 * n);
  for (let iteration = 0; iteration <= ITERATIONS; iteration++) {
    first = normalized(first);
    second = normalized(without(second, first));
    const nextFirst = new Float64Array(dimensions);
    const nextSecond = new Float64Array(dimensions);
    for (let row = 0; row < n; row++) {
      const base = row * dimensions;
      let x = 0;
      let y = 0;
      for (let d = 0; d < dimensions; d++) {
        const centred = rows[base + d]! - mean[d]!;
        x += centred * first[d]!;
        y += centred * second[d]!;
      }
      places[2 * row] = x;
      places[2 * row + 1] = y;
      for (let d = 0; d < dimensions; d++) {
        const centred = rows[base + d]! - mean[d]!;
        nextFirst[d]! += x * centred;
        nextSecond[d]! += y * centred;
      }
    }
    first = nextFirst;
    second = nextSecond;
  }
  return places;
}

function normalized(vector: Float64Array): Float64Array<ArrayBuffer> {
  const squared = vector.reduce((sum, value) => sum + value * value, 0);
  const length = Math.sqrt(squared) || 1;
  return Float64Array.from(vector, (value) => value / length);
}

/** What is left of a vector without its part along an axis of length one. */
function without(
  vector: Float64Array,
  axis: Float64Array,
): Float64Array<ArrayBuffer> {
  const along = vector.reduce((sum, value, d) => sum + value * axis[d]!, 0);
  return Float64Array.from(vector, (value, d) => value - along * axis[d]!);
}
