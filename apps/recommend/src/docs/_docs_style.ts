/** The stylesheet of the page about the API. */
export const DOCS_STYLE = `:root {
  color-scheme: light dark;
  --text: light-dark(#1d2a27, #e6eeeb);
  --quiet: light-dark(#54645f, #a5b5b0);
  --paper: light-dark(#fbfdfc, #121816);
  --panel: light-dark(#eef4f2, #1c2522);
  --line: light-dark(#d3dfdb, #32403b);
  --link: light-dark(#0c6555, #6bd3bd);
}
* { box-sizing: border-box; }
body {
  margin: 0;
  background: var(--paper);
  color: var(--text);
  font: 1rem/1.5 system-ui, sans-serif;
}
main { max-width: 60rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; }
h2 { margin: 3rem 0 0.5rem; font-size: 1.2rem; overflow-wrap: anywhere; }
h3 { margin: 2rem 0 0.5rem; font-size: 1rem; }
a { color: var(--link); }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
nav ul { padding: 0; list-style: none; }
nav li { margin: 0.4rem 0; color: var(--quiet); }
code, pre { font: 0.9em/1.5 ui-monospace, monospace; }
pre {
  margin: 0;
  padding: 0.8rem 1rem;
  overflow-x: auto;
  border-radius: 0.5rem;
  background: var(--panel);
}
figure { margin: 1rem 0; }
figcaption { color: var(--quiet); font-size: 0.9rem; }
.scroll { overflow-x: auto; }
table { width: 100%; border-collapse: collapse; font-size: 0.92rem; }
th, td {
  padding: 0.45rem 0.8rem 0.45rem 0;
  border-bottom: 1px solid var(--line);
  text-align: left;
  vertical-align: top;
}
th { color: var(--quiet); font-weight: 600; }
td:first-child { white-space: nowrap; }
`;
