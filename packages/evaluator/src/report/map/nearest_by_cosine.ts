/** The nearest of each row. */
export interface NearestRows {
  /** Rows, nearest first, uint32, shape `[n, k]`. */
  rows: Uint32Array;
  /** Their distances, 1 - cosine, float32, shape `[n, k]`. */
  distances: Float32Array;
  /** How many of each row. */
  k: number;
}

/**
 * Returns the `k` nearest other rows of every row by cosine, exactly, ties by
 * row. Takes O(n² d) time, which is right for a few thousand rows and no more.
 *
 * @param units Rows of length one, float32, shape `[n, dimensions]`.
 * @param dimensions Numbers a row.
 * @param k How many, at least 1; at most n - 1 are found.
 * @param pause Awaited after each row.
 */
export async function nearestByCosine(
  units: Float32Array,
  dimensions: number,
  k: number,
  pause: () => Promise<void>,
): Promise<NearestRows> {
  const n = units.length / dimensions;
  k = Math.min(k, n - 1);
  const rows = new Uint32Array(n * k);
  const distances = new Float32Array(n * k).fill(Infinity);
  for (let row = 0; row < n; row++) {
    const base = row * k;
    const last = base + k - 1;
    for (let other = 0; other < n; other++) {
      if (other === row) continue;
      let cosine = 0;
      for (
        let a = row * dimensions, b = other * dimensions;
        a < (row + 1) * dimensions;
        a++, b++
      ) cosine += units[a]! * units[b]!;
      const distance = Math.fround(Math.max(0, 1 - cosine));
      if (distance >= distances[last]!) continue;
      let place = last;
      for (; place > base && distances[place - 1]! > distance; place--) {
        distances[place] = distances[place - 1]!;
        rows[place] = rows[place - 1]!;
      }
      distances[place] = distance;
      rows[place] = other;
    }
    await pause();
  }
  return { rows, distances, k };
}
