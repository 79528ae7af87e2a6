/**
 * Returns the price that a text such as `2.55` or `$1,299.00` states, or null.
 *
 * @param text Without white space around it.
 */
export function readPrice(text: string): number | null {
  const digits = /^\$?(\d[\d,]*(?:\.\d+)?)$/.exec(text)?.[1];
  if (digits === undefined) return null;
  const price = Number(digits.replaceAll(",", ""));
  return Number.isFinite(price) ? price : null;
}
