/**
 * Returns whether two values are the same as JSON; the order of keys does not matter.
 *
 * @param a Anything that JSON can say.
 * @param b Another such value.
 */
export function sameJson(a: unknown, b: unknown): boolean {
  return sortedJson(a) === sortedJson(b);
}

/** JSON with the keys of every object in order, so that equal values are equal texts. */
function sortedJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_, held) =>
      typeof held === "object" && held !== null && !Array.isArray(held)
        ? Object.fromEntries(
          Object.entries(held).sort(([a], [b]) => a < b ? -1 : 1),
        )
        : held,
  );
}
