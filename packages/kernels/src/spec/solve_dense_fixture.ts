/**
 * Returns the solution of a linear system by Gaussian elimination with pivots:
 * slow, exact, and unlike any iteration.
 *
 * @param matrix Rows of the matrix, shape `[d, d]`, not singular.
 * @param target Right side, shape `[d]`.
 * @returns The solution, shape `[d]`.
 */
export function solveDense(
  matrix: readonly (readonly number[])[],
  target: readonly number[],
): number[] {
  const d = target.length;
  const rows = matrix.map((row, i) => [...row, target[i]!]);
  for (let c = 0; c < d; c++) {
    let pivot = c;
    for (let i = c + 1; i < d; i++) {
      if (Math.abs(rows[i]![c]!) > Math.abs(rows[pivot]![c]!)) pivot = i;
    }
    [rows[c], rows[pivot]] = [rows[pivot]!, rows[c]!];
    for (let i = 0; i < d; i++) {
      if (i === c) continue;
      const share = rows[i]![c]! / rows[c]![c]!;
      for (let k = c; k <= d; k++) rows[i]![k]! -= share * rows[c]![k]!;
    }
  }
  return rows.map((row, c) => row[d]! / row[c]!);
}
