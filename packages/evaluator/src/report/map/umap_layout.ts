import type { Random } from "@kindred/core";
import type { NearestRows } from "./nearest_by_cosine.ts";

/** Passes over the graph; more only drive islands further apart. */
const EPOCHS = 200;
/** Rows pushed away for each that is pulled near. */
const REPULSIONS = 5;
/** No step moves a place further than this along either axis. */
const STEP_LIMIT = 4;
/** Keeps the push of two rows in one place finite. */
const SOFTENING = 0.001;

/**
 * Moves places in the plane until rows that are near each other lie together and
 * others do not: UMAP (McInnes, Healy and Melville 2018, arXiv:1802.03426), with
 * the plane's closeness 1 / (1 + d²), so that only arithmetic that is exact to
 * the last bit on every machine decides where a row ends.
 *
 * @param places Where the rows begin, float64, shape `[n, 2]`; moved in place.
 * A start that has the large shapes right, such as principal components, keeps
 * them.
 * @param nearest The rows near each row.
 * @param random Whom a row is pushed from.
 * @param pause Awaited between passes.
 */
export async function layOut(
  places: Float64Array,
  nearest: NearestRows,
  random: Random,
  pause: () => Promise<void>,
): Promise<void> {
  const n = places.length / 2;
  const { from, to, strength } = fuzzyGraph(nearest);
  const strongest = strength.reduce((most, value) => Math.max(most, value), 0);
  // An edge is due every `period` passes: the strongest in each.
  const period = strength.map((value) => strongest / value);
  const due = period.slice();

  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    const rate = 1 - (epoch - 1) / EPOCHS;
    for (let edge = 0; edge < from.length; edge++) {
      if (due[edge]! > epoch) continue;
      due[edge]! += period[edge]!;
      const a = 2 * from[edge]!;
      const b = 2 * to[edge]!;
      attract(places, a, b, rate);
      for (let i = 0; i < REPULSIONS; i++) {
        const other = 2 * random.below(n);
        if (other !== a) repel(places, a, other, rate);
      }
    }
    await pause();
  }
}

function attract(
  places: Float64Array,
  a: number,
  b: number,
  rate: number,
): void {
  const x = places[a]! - places[b]!;
  const y = places[a + 1]! - places[b + 1]!;
  const pull = -2 / (1 + x * x + y * y);
  const stepX = rate * limited(pull * x);
  const stepY = rate * limited(pull * y);
  places[a]! += stepX;
  places[a + 1]! += stepY;
  places[b]! -= stepX;
  places[b + 1]! -= stepY;
}

function repel(
  places: Float64Array,
  a: number,
  b: number,
  rate: number,
): void {
  const x = places[a]! - places[b]!;
  const y = places[a + 1]! - places[b + 1]!;
  const squared = x * x + y * y;
  const push = 2 / ((SOFTENING + squared) * (1 + squared));
  places[a]! += rate * limited(push * x);
  places[a + 1]! += rate * limited(push * y);
}

function limited(step: number): number {
  return Math.max(-STEP_LIMIT, Math.min(STEP_LIMIT, step));
}

interface FuzzyGraph {
  from: Uint32Array;
  to: Uint32Array;
  /** How surely the two are neighbours, in (0, 1]. */
  strength: Float64Array;
}

/**
 * Joins rows to their nearest: surely to the very nearest, others the less the
 * further they are, on a scale of each row's own, so that sparse and dense
 * neighbourhoods look alike. Two rows are joined if either is sure or both
 * are somewhat: a + b - a b.
 */
function fuzzyGraph({ rows, distances, k }: NearestRows): FuzzyGraph {
  const n = rows.length / k;
  const found = new Map<number, number>();
  for (let row = 0; row < n; row++) {
    const own = distances.subarray(row * k, (row + 1) * k);
    const scale = scaleOf(own);
    for (let i = 0; i < k; i++) {
      const strength = Math.exp(-(own[i]! - own[0]!) / scale);
      const other = rows[row * k + i]!;
      const key = Math.min(row, other) * n + Math.max(row, other);
      const before = found.get(key) ?? 0;
      found.set(key, before + strength - before * strength);
    }
  }
  // Too weak to be due even once.
  const kept = [...found].filter(([, strength]) => strength >= 1 / EPOCHS);
  // Each edge in both directions, so that both ends are pushed from others.
  return {
    from: Uint32Array.from(
      kept.flatMap(([key]) => [Math.floor(key / n), key % n]),
    ),
    to: Uint32Array.from(
      kept.flatMap(([key]) => [key % n, Math.floor(key / n)]),
    ),
    strength: Float64Array.from(kept.flatMap(([, value]) => [value, value])),
  };
}

/** The scale by which a row's closenesses to its neighbours sum to log2(k). */
function scaleOf(distances: Float32Array): number {
  const goal = Math.log2(distances.length);
  let low = 0;
  let high = Infinity;
  let scale = 1;
  for (let i = 0; i < 64; i++) {
    let sum = 0;
    for (const distance of distances) {
      sum += Math.exp(-(distance - distances[0]!) / scale);
    }
    if (sum > goal) high = scale;
    else low = scale;
    scale = high === Infinity ? 2 * scale : (low + high) / 2;
  }
  return Math.max(scale, 1e-3);
}
