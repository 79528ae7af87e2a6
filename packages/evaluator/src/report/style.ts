/** The style sheet of report.html. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --muted: #57606a;
  --page: #ffffff; --panel: #f5f7f9; --line: #d0d7de; --best: #0b5d3b; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ed; --muted: #a0a9b4; --page: #14171b; --panel: #1d2127;
    --line: #3a424c; --best: #6fd3a5; }
  svg [stroke="#0072B2"] { stroke: #56b4e9; } svg [fill="#0072B2"] { fill: #56b4e9; }
  svg [stroke="#D55E00"] { stroke: #f0843c; }
  svg [stroke="#008F68"] { stroke: #2fc79a; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 62rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .35rem; }
p { margin: .25rem 0; } .muted, small, figcaption { color: var(--muted); }
small, figcaption { font-size: .85rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .6rem; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--muted); font-size: .85rem; vertical-align: bottom; }
thead .number { white-space: normal; overflow-wrap: normal; width: 6.5rem; }
tbody th small { display: block; }
.number { text-align: right; white-space: nowrap; }
.best { color: var(--best); font-weight: 700; }
.counts { display: grid; gap: .6rem; margin: 0;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
.counts div, .example { background: var(--panel); border: 1px solid var(--line);
  border-radius: .5rem; padding: .6rem .8rem; }
dt { color: var(--muted); font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
dd small { display: block; }
.grid { display: grid; gap: 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); }
figure { margin: 0; } figure svg { display: block; width: 100%; max-width: 28rem; height: auto; }
.examples { gap: .75rem; }
.example ol { margin: 0; padding-left: 1.4rem; }
.keys th { color: var(--muted); width: 12rem; }
code { font: .85em ui-monospace, "Cascadia Mono", Menlo, monospace; }
@media (max-width: 30rem) { th, td { padding: .45rem .25rem; }
  td.number { font-size: .9rem; }
  thead .number { width: 4.6rem; } .keys th { width: 7rem; } }
@media print {
  :root { color-scheme: light; --text: #000; --muted: #444; --page: #fff;
    --panel: #fff; --line: #bbb; --best: #000; }
  svg [stroke="#0072B2"] { stroke: #0072B2; } svg [fill="#0072B2"] { fill: #0072B2; }
  svg [stroke="#D55E00"] { stroke: #D55E00; } svg [stroke="#008F68"] { stroke: #008F68; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  .grid { grid-template-columns: 1fr 1fr; }
  tr, figure, .example, .counts div { break-inside: avoid; } h2 { break-after: avoid; }
}
`;
