import { recolour } from "../plots/palette.ts";

/** The style sheet of a report's page. */
export const STYLE = `
:root { color-scheme: light dark; --text: #1b1f24; --muted: #57606a;
  --page: #ffffff; --panel: #f5f7f9; --line: #d0d7de; --best: #0b5d3b;
  --link: #0a58a8; --warn: #b34700; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6e9ed; --muted: #a0a9b4; --page: #14171b; --panel: #1d2127;
    --line: #3a424c; --best: #6fd3a5; --link: #7cb8f2; --warn: #f0a35e; }
}
@media screen and (prefers-color-scheme: dark) {
${recolour("dark")}
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1.5rem 1rem 3rem; max-width: 64rem;
  background: var(--page); color: var(--text);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", sans-serif;
  overflow-wrap: anywhere; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.25rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .35rem; }
h4 { font-size: .85rem; margin: .5rem 0 .15rem; color: var(--muted); }
p { margin: .25rem 0; } .muted, small, figcaption { color: var(--muted); }
small, figcaption { font-size: .85rem; }
a { color: var(--link); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1rem; margin: 1rem 0 0;
  padding: .5rem 0; list-style: none; font-size: .9rem;
  border-block: 1px solid var(--line); }
.wide { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; font-weight: 600; padding-bottom: .35rem; }
th, td { padding: .4rem .6rem; border-bottom: 1px solid var(--line);
  text-align: left; vertical-align: top; font-weight: normal; }
thead th { color: var(--muted); font-size: .85rem; vertical-align: bottom;
  overflow-wrap: normal; }
thead strong { color: var(--text); }
tbody th { min-width: 13rem; }
th small, td small { display: block; }
td small { font-size: .75rem; }
.number { text-align: right; } td.number { white-space: nowrap; }
.best { color: var(--best); font-weight: 700; } .best small { font-weight: normal; }
.verdict { font-weight: 600; }
.warnings { margin: 0; padding: .6rem .8rem .6rem 1.9rem; background: var(--panel);
  border: 1px solid var(--line); border-left: .3rem solid var(--warn);
  border-radius: .5rem; }
.counts { display: grid; gap: .6rem; margin: 0;
  grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); }
.counts div, .example { background: var(--panel); border: 1px solid var(--line);
  border-radius: .5rem; padding: .6rem .8rem; }
dt { color: var(--muted); font-size: .85rem; }
dd { margin: 0; font-size: 1.15rem; font-variant-numeric: tabular-nums; }
dd small { display: block; }
.grid { display: grid; gap: 1.75rem 1.5rem;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
figure { margin: 0; }
.plot svg { display: block; width: 100%; max-width: 30rem; height: auto; }
.maps .plot svg, .learning .plot svg { max-width: 36rem; }
figcaption { max-width: 36rem; }
.examples { gap: .75rem; }
.example ol { margin: 0; padding-left: 1.4rem; }
.keys { width: auto; } .keys th { color: var(--muted); }
code { font: .85em ui-monospace, "Cascadia Mono", Menlo, monospace; }
@media (max-width: 30rem) { th, td { padding: .4rem .3rem; }
  .number { font-size: .9rem; } tbody th { min-width: 8.5rem; } }
@media print {
  :root { color-scheme: light; --text: #000; --muted: #444; --page: #fff;
    --panel: #fff; --line: #bbb; --best: #000; --link: #000; --warn: #000; }
  html { font-size: 8.5pt; } body { max-width: none; padding: 0; }
  nav { display: none; } .wide { overflow: visible; }
  th, td { padding: .3rem; } tbody th { min-width: 0; }
  td.number small { white-space: normal; }
  .grid { grid-template-columns: 1fr 1fr; }
  tr, figure, .example, .counts div { break-inside: avoid; }
  h2, caption { break-after: avoid; }
}
`;
