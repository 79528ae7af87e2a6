/**
 * The colours of all pages, light and dark, as custom properties. Text has a contrast
 * of at least 4.5 with what it stands on; bars and edges of fields have at least 3.
 */
export const PALETTE = `:root {
  color-scheme: light dark;
  --paper: #faf9f6; --surface: #fff; --ink: #1e1d1a; --soft: #66625a;
  --line: #e5e1d8; --edge: #8f897c; --accent: #0e6b5a; --on-accent: #fff;
  --fill: #24856f; --muted: #878172; --track: #e9e5dc;
  --shadow: 0 1px 2px rgb(40 35 20 / 6%);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161715; --surface: #1e201d; --ink: #ecebe5; --soft: #a5a198;
    --line: #31342f; --edge: #72756c; --accent: #7fd0bd; --on-accent: #10211d;
    --fill: #4fae99; --muted: #8b8d83; --track: #33362f;
    --shadow: none;
  }
}
`;
