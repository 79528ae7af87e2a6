/**
 * Returns the path of an item's page. Every id may stand in it: a slash is
 * escaped, and half of a surrogate pair, which no URL can hold, is replaced.
 */
export function itemPath(id: string): string {
  return `/items/${
    encodeURIComponent(id.replace(/\p{Surrogate}/gu, "\ufffd"))
  }`;
}
