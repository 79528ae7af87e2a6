/**
 * Returns SQL for exactly this double.
 *
 * @param number A finite number.
 */
export function sqlDouble(number: number): string {
  return `CAST('${number}' AS DOUBLE)`;
}
