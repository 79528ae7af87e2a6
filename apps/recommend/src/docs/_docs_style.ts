import { PALETTE } from "../_palette.ts";

/** The stylesheet of the page about the API. */
export const DOCS_STYLE = `${PALETTE}* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--ink);
  font: 1rem/1.55 var(--sans);
}
header, main { max-width: 61rem; margin: 0 auto; padding: 0 1.5rem; }
header { padding-top: 1.25rem; }
main { padding-bottom: 4rem; }
h1, h2 { font-family: var(--serif); line-height: 1.2; }
h1 { margin: 2rem 0 0.75rem; font-size: clamp(1.7rem, 1.3rem + 1.9vw, 2.5rem); }
h2 { margin: 0 0 0.5rem; font-size: 1.35rem; overflow-wrap: anywhere; }
h2 code { font-size: 1.05rem; font-weight: 600; }
.routes > section, main > h2 { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--line); }
h3 { margin: 2rem 0 0.5rem; font-size: 1rem; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
nav ul { padding: 0; list-style: none; }
nav li { margin: 0.15rem 0; padding: 0.2rem 0; color: var(--soft); }
code, pre { font: 0.9em/1.5 var(--mono); }
pre {
  margin: 0;
  padding: 0.8rem 1rem;
  overflow-x: auto;
  border: 1px solid var(--line);
  border-radius: 0.5rem;
  background: var(--surface);
}
figure { margin: 1rem 0; }
figcaption { color: var(--soft); font-size: 0.9rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th, td {
  padding: 0.45rem 0.8rem 0.45rem 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
}
th { color: var(--soft); font-weight: 600; }
td:first-child { white-space: nowrap; }
@media (max-width: 36rem) { header, main { padding-left: 1.1rem; padding-right: 1.1rem; } }
@media (pointer: coarse), (max-width: 36rem) { header a { display: inline-block; padding: 0.5rem 0; } }
`;
