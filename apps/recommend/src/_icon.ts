/**
 * The icon of all pages, as an address: two overlapping rings, things that go together.
 * A page without one makes browsers ask for `/favicon.ico`.
 */
export const ICON = `data:image/svg+xml,${
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#12806c" stroke-width="4"><circle cx="12" cy="16" r="8"/><circle cx="20" cy="16" r="8"/></svg>',
  )
}`;
