/** Where an alias table is written: both of the length of its weights. */
export interface AliasArrays {
  /** Share of each column that is its own, float64 in [0, 1]. */
  threshold: Float64Array;
  /** Position that has the rest of each column, uint32. */
  alias: Uint32Array;
}

/**
 * Builds the table of Walker's alias method with Vose's construction (Vose 1991,
 * "A linear algorithm for generating random numbers with a given distribution").
 *
 * @param weights Weight of each position, finite and >= 0, n >= 1.
 * @param total Their sum, above 0.
 * @param out Receives the table.
 */
export function fillAlias(
  weights: Float64Array,
  total: number,
  { threshold, alias }: AliasArrays,
): void {
  const n = weights.length;
  // Each column holds a share of 1: what a light one lacks a heavy one lends.
  const share = weights.map((weight) => weight * n / total);
  threshold.fill(1);
  // Light columns are stacked from the front, heavy ones from the back.
  const stack = new Uint32Array(n);
  let light = 0;
  let heavy = n;
  for (let i = 0; i < n; i++) {
    alias[i] = i;
    if (share[i]! < 1) stack[light++] = i;
    else stack[--heavy] = i;
  }
  while (light > 0 && heavy < n) {
    const lacking = stack[--light]!;
    const lending = stack[heavy]!;
    threshold[lacking] = share[lacking]!;
    alias[lacking] = lending;
    share[lending] = share[lending]! - (1 - share[lacking]!);
    if (share[lending]! < 1) {
      heavy++;
      stack[light++] = lending;
    }
  }
  // Rounding may leave light columns without a lender: each lacks less than an
  // ulp and keeps itself, but a weight of 0 must never be drawn.
  let heaviest = 0;
  for (let i = 1; i < n; i++) {
    if (weights[i]! > weights[heaviest]!) heaviest = i;
  }
  while (light > 0) {
    const left = stack[--light]!;
    if (weights[left] !== 0) continue;
    threshold[left] = 0;
    alias[left] = heaviest;
  }
}
