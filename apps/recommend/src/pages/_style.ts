/** The stylesheet of the pages. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #faf9f6; --surface: #fff; --ink: #1e1d1a; --soft: #66625a;
  --line: #e5e1d8; --accent: #0e6b5a; --fill: #2c9680; --track: #e9e5dc;
  --on-accent: #fff; --shadow: 0 1px 2px rgb(40 35 20 / 6%);
  --serif: "Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", "P052", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", "Noto Sans", sans-serif;
  --mono: ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #161715; --surface: #1e201d; --ink: #ecebe5; --soft: #a5a198;
    --line: #31342f; --accent: #7fd0bd; --fill: #4fae99; --track: #33362f;
    --on-accent: #10211d; --shadow: none;
  }
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; min-height: 100vh; min-height: 100dvh; display: flex; flex-direction: column;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 var(--sans); -webkit-font-smoothing: antialiased;
}
.top, main, footer { width: 100%; max-width: 58rem; margin: 0 auto; padding: 0 1.5rem; }
a { color: var(--accent); text-underline-offset: .18em; text-decoration-thickness: 1px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; border-radius: 4px; }
h1, h2 { font-family: var(--serif); font-weight: 600; letter-spacing: -.01em; text-wrap: balance; overflow-wrap: anywhere; }
h1 { font-size: clamp(1.7rem, 1.3rem + 1.9vw, 2.5rem); line-height: 1.18; margin: 0; }
h1.quiet { font-size: clamp(1.35rem, 1.2rem + .8vw, 1.75rem); margin-bottom: 1.25rem; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 0 0 .25rem; }
p { margin: 0; }
ul, ol { list-style: none; margin: 0; padding: 0; }
.id { font-family: var(--mono); letter-spacing: 0; overflow-wrap: anywhere; }
h1.id { font-size: clamp(1.4rem, 1.1rem + 1.4vw, 2rem); }
.lead { color: var(--soft); font-size: 1.125rem; max-width: 34rem; }
.caption { color: var(--soft); font-size: .9375rem; margin-bottom: 1rem; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .75rem; padding: .5rem .75rem; background: var(--surface); z-index: 1; }

.top { display: flex; align-items: center; justify-content: space-between; gap: 1rem 2rem; flex-wrap: wrap; padding-top: 1.25rem; padding-bottom: 1.25rem; }
.wordmark { display: inline-flex; align-items: center; gap: .55rem; font: 600 1.3rem/1 var(--serif); color: var(--ink); text-decoration: none; }
.wordmark svg { width: 1.6rem; height: 1.6rem; fill: none; stroke: var(--fill); stroke-width: 3.5; }
.top .search { flex: 1 1 18rem; max-width: 26rem; }
.top .search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.search label { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .4rem; }
.field { display: flex; gap: .375rem; padding: .3rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.field input { flex: 1; min-width: 0; border: 0; background: none; color: inherit; font: inherit; padding: .35rem .6rem; appearance: none; }
.field input:focus { outline: none; }
.field input::placeholder { color: var(--soft); opacity: 1; }
.field button { border: 0; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: 600 .9375rem/1 var(--sans); padding: .7rem 1rem; cursor: pointer; }
.field button:hover { filter: brightness(1.08); }

main { flex: 1; padding-top: 1.5rem; padding-bottom: 4rem; }
.hero { padding: clamp(1.5rem, 5vw, 4rem) 0 clamp(2.5rem, 6vw, 4rem); }
.hero h1 { font-size: clamp(2.1rem, 1.4rem + 3.4vw, 3.4rem); }
.hero .lead { margin: .9rem 0 1.9rem; }
.hero .search { max-width: 36rem; }
.hero .field input { font-size: 1.0625rem; padding: .6rem .75rem; }
.hero .field button { padding: .8rem 1.25rem; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: .875rem; margin-top: 1rem; }
.cards li { position: relative; display: flex; flex-direction: column; justify-content: space-between; gap: .75rem; padding: 1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); }
.cards li:hover { border-color: var(--fill); }
.cards .name::after { content: ""; position: absolute; inset: 0; }

.name { color: var(--ink); font-weight: 600; line-height: 1.35; text-decoration: none; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.name.id { font-weight: 500; font-size: .95em; }
.name:hover { color: var(--accent); text-decoration: underline; }
.facts { color: var(--soft); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }
.facts span + span::before { content: "\u00a0· "; }
.path { color: var(--soft); font-size: .875rem; margin-bottom: .6rem; }
.path span + span::before { content: "\u00a0› "; }
.tag { font-style: italic; }

.rows { border-top: 1px solid var(--line); counter-reset: rank; }
.rows li { position: relative; display: flex; align-items: center; gap: 1.25rem; padding: .95rem 0; border-bottom: 1px solid var(--line); counter-increment: rank; }
.ranked li::before { content: counter(rank); flex: none; width: 1.5rem; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; font-size: .9375rem; }
.rows .what { flex: 1; min-width: 0; }
.rows .name { -webkit-line-clamp: 2; }
.rows .facts { margin-top: .15rem; }
.score { flex: none; width: 11rem; display: flex; align-items: center; gap: .75rem; }
.percent { flex: none; width: 3.6rem; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; font-size: .9375rem; }
.bar { flex: 1; min-width: 0; height: .5rem; border-radius: .25rem; overflow: hidden; background: var(--track); }
.bar rect { fill: var(--fill); }

.item { padding-bottom: 2.25rem; }
.item dl { display: flex; flex-wrap: wrap; gap: .9rem 2.25rem; margin: 1.25rem 0 0; }
.item dt { color: var(--soft); font-size: .8125rem; }
.item dd { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
.item dd.id { font-size: .9375rem; }

.notice { max-width: 38rem; padding: 1.5rem 1.6rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); }
.notice > * + * { margin-top: .75rem; }
.notice .status { color: var(--fill); font: 600 .9375rem/1 var(--mono); }
.notice h1 { margin-top: .5rem; }
.notice .detail { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
footer { padding-top: 1.25rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }

@media (max-width: 36rem) {
  .top, main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  .top .search { flex-basis: 100%; max-width: none; }
  .rows li { flex-wrap: wrap; gap: .35rem .8rem; }
  .ranked li::before { width: 1.1rem; align-self: flex-start; text-align: left; padding-top: .05rem; }
  .score { width: 100%; padding-left: 1.9rem; flex-direction: row-reverse; }
  .cards { grid-template-columns: 1fr; gap: .625rem; }
}
@media (forced-colors: active) { .bar { border: 1px solid; } .bar rect { fill: CanvasText; } }
`.trimStart();
