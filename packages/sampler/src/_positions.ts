/** Returns 0, 1, …, n - 1: positions to be put into another order. */
export function positions(n: number): Uint32Array {
  const ascending = new Uint32Array(n);
  for (let p = 0; p < n; p++) ascending[p] = p;
  return ascending;
}
