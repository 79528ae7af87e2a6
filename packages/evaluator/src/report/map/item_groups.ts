import type { Product } from "@kindred/core";

/** Groups that get a colour of their own; all others share one. */
const GROUPS = 8;

/** Which group each item of a map is in. */
export interface ItemGroups {
  /** What groups are; null where nothing is known of the items. */
  by: "category" | "brand" | null;
  /** The largest groups, at most eight, the largest first. */
  names: string[];
  /** Each item's group; null for an item of another or of none. */
  of: (string | null)[];
}

/**
 * Groups items by category or, where categories tell no items apart, by brand. A
 * category is the most general part of an item's first path in which items differ:
 * where all are `Beauty > …`, what comes after that.
 *
 * @param products What the catalogue says of each item, in the items' order.
 */
export function groupItems(products: readonly Product[]): ItemGroups {
  const paths = products.map(({ categories: [path] }) =>
    path === undefined ? [] : path.split(" > ")
  );
  const deepest = paths.reduce((most, { length }) => Math.max(most, length), 0);
  for (let level = 0; level < deepest; level++) {
    const groups = largestGroups(paths.map((path) => path[level] ?? null));
    if (groups.names.length > 1) return { by: "category", ...groups };
  }
  const groups = largestGroups(products.map(({ brand }) => brand));
  return groups.names.length > 1
    ? { by: "brand", ...groups }
    : { by: null, names: [], of: products.map(() => null) };
}

function largestGroups(
  of: readonly (string | null)[],
): Pick<ItemGroups, "names" | "of"> {
  const counts = new Map<string, number>();
  for (const group of of) {
    if (group !== null) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  // Equal ones by name, so that the order of items decides nothing.
  const names = [...counts]
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, GROUPS).map(([name]) => name);
  const kept = new Set(names);
  return {
    names,
    of: of.map((group) => group !== null && kept.has(group) ? group : null),
  };
}
