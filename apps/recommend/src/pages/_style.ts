import { PALETTE } from "../_palette.ts";

/** The stylesheet of the pages. */
export const STYLE = `
${PALETTE}*, *::before, *::after { box-sizing: border-box; }
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
.lead { color: var(--soft); font-size: 1.125rem; max-width: 34rem; text-wrap: pretty; }
.caption { color: var(--soft); font-size: .9375rem; margin-bottom: 1rem; text-wrap: pretty; }
.skip { position: absolute; left: -99rem; }
.skip:focus { left: 1rem; top: .75rem; padding: .5rem .75rem; background: var(--surface); z-index: 1; }

.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
main:focus { outline: none; }

.top { display: flex; align-items: center; justify-content: space-between; gap: .9rem 2rem; flex-wrap: wrap; padding-top: 1.25rem; padding-bottom: 1.25rem; }
.wordmark { display: inline-flex; align-items: center; gap: .55rem; font: 600 1.3rem/1 var(--serif); color: var(--ink); text-decoration: none; }
.wordmark svg { width: 1.6rem; height: 1.6rem; fill: none; stroke: var(--fill); stroke-width: 3.5; }
.top .search { flex: 1 1 18rem; min-width: 0; max-width: 26rem; }
.ways { display: flex; align-items: center; gap: 1.25rem; font-size: .9375rem; }
.ways a { color: var(--ink); text-decoration: none; padding: .4rem 0; }
.ways a:hover { color: var(--accent); text-decoration: underline; }
.ways a[aria-current] { font-weight: 600; box-shadow: 0 2px var(--accent); }
.ways b.some { background: var(--accent); color: var(--on-accent); }
.ways b { display: inline-block; min-width: 1.5rem; margin-left: .2rem; padding: .1rem .4rem; border-radius: 1rem; background: var(--track); font-size: .8125rem; line-height: 1.3; text-align: center; font-variant-numeric: tabular-nums; }
.top .search label { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }

.search { position: relative; }
.search label { display: block; font-size: .875rem; font-weight: 600; margin-bottom: .4rem; }
.field { display: flex; gap: .375rem; padding: .3rem; background: var(--surface); border: 1px solid var(--edge); border-radius: .75rem; box-shadow: var(--shadow); }
.field:focus-within { border-color: var(--accent); box-shadow: 0 0 0 1px var(--accent); }
.field input { flex: 1; min-width: 0; border: 0; background: none; color: inherit; font: inherit; padding: .35rem .6rem; appearance: none; }
.field input:focus { outline: 2px solid transparent; }
.field input::placeholder { color: var(--soft); opacity: 1; }
.field button { border: 0; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: 600 .9375rem/1 var(--sans); padding: .7rem 1rem; cursor: pointer; }
.field button:hover { filter: brightness(1.08); }

.suggestions { position: absolute; z-index: 2; left: 0; right: 0; top: calc(100% + .35rem); max-height: min(26rem, 60vh); overflow-y: auto; padding: .3rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: 0 .5rem 1.5rem rgb(0 0 0 / 14%); }
.suggestions[hidden] { display: none; }
.suggestions a { display: flex; justify-content: space-between; gap: 1rem; padding: .5rem .65rem; border-radius: .5rem; color: var(--ink); text-decoration: none; font-size: .9375rem; line-height: 1.35; }
.suggestions a:hover, .suggestions a[aria-selected="true"] { background: var(--track); }
.suggestions .suggested { min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.suggestions .facts { flex: none; max-width: 40%; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; font-size: .8125rem; }

main { flex: 1; padding-top: 1.5rem; padding-bottom: 4rem; }
.hero { padding: clamp(1.5rem, 5vw, 4rem) 0 clamp(2.5rem, 6vw, 4rem); }
.hero h1 { font-size: clamp(2.1rem, 1.4rem + 3.4vw, 3.4rem); }
.hero .lead { margin: .9rem 0 1.9rem; text-wrap: balance; }
.hero .search { max-width: 36rem; }
.hero .field input { font-size: 1.0625rem; padding: .6rem .75rem; }
.hero .field button { padding: .8rem 1.25rem; }

.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr)); gap: .875rem; margin-top: 1rem; }
.cards li { position: relative; display: flex; flex-direction: column; gap: .35rem; padding: 1rem 1.1rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); }
.cards li:hover { border-color: var(--fill); }
.cards .actions { margin-top: auto; padding-top: .5rem; }
.cards .actions a { position: relative; z-index: 1; }
.cards .name::after { content: ""; position: absolute; inset: 0; }

.name { color: var(--ink); font-weight: 600; line-height: 1.35; text-decoration: none; overflow-wrap: anywhere; display: -webkit-box; -webkit-box-orient: vertical; -webkit-line-clamp: 4; overflow: hidden; }
.name.id { font-weight: 500; font-size: .95em; }
.name:hover { color: var(--accent); text-decoration: underline; }
.facts { color: var(--soft); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }
.facts span + span::before { content: "\u00a0· "; color: var(--soft); font-weight: 400; }
.path { color: var(--soft); font-size: .875rem; margin-bottom: .6rem; }
.path span + span::before { content: "\u00a0› "; }
.tag { font-style: italic; }

.rows { border-top: 1px solid var(--line); counter-reset: rank; }
.rows > li { position: relative; display: flex; align-items: center; gap: 1.25rem; padding: .95rem 0; border-bottom: 1px solid var(--line); counter-increment: rank; }
.ranked > li::before { content: counter(rank); flex: none; align-self: flex-start; width: 1.5rem; padding-top: .05rem; text-align: right; color: var(--soft); font-variant-numeric: tabular-nums; font-size: .9375rem; }
.rows .what { flex: 1; min-width: 0; }
.rows .name { -webkit-line-clamp: 2; }
.rows .facts { margin-top: .15rem; }
.price { color: var(--ink); font-weight: 600; font-variant-numeric: tabular-nums; }
.why { margin-top: .45rem; padding-left: .65rem; border-left: 2px solid var(--line); color: var(--soft); font-size: .8125rem; line-height: 1.45; overflow-wrap: anywhere; }
.why li + li { margin-top: .1rem; }
.beside { flex: none; width: 11.5rem; display: flex; flex-direction: column; gap: .55rem; }
.score { display: flex; align-items: center; gap: .75rem; }
.actions { display: flex; flex-wrap: wrap; align-items: center; justify-content: flex-end; gap: .4rem; }
.actions.head { justify-content: flex-start; margin-top: 1.25rem; }
.action { display: inline-block; padding: .35rem .6rem; border: 1px solid transparent; border-radius: .5rem; color: var(--soft); font-size: .8125rem; line-height: 1.2; text-decoration: none; white-space: nowrap; cursor: pointer; }
a.action:hover { color: var(--accent); border-color: var(--line); background: var(--surface); }
.action.strong { border-color: var(--accent); color: var(--accent); font-weight: 600; }
a.action.strong:hover { background: var(--accent); color: var(--on-accent); border-color: var(--accent); }
.actions > .action:last-child:not(.strong) { border-color: var(--edge); }
.action.done { padding-right: 0; cursor: auto; }
.action.done::before { content: "✓\u00a0"; color: var(--fill); font-weight: 700; }
.head .action { padding: .6rem 1rem; font-size: .9375rem; }
.head .action.done { padding-left: 0; padding-right: .4rem; }
.head .action.main { background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.head a.action.main:hover { background: var(--accent); color: var(--on-accent); filter: brightness(1.08); }
.none { padding: 1.25rem 0; }
.after { margin: 1rem 0 0; }

.rules { margin: 0 0 1rem; border: 1px solid var(--line); border-radius: .75rem; background: var(--surface); box-shadow: var(--shadow); }
.rules summary { padding: .7rem 1rem; border-radius: .75rem; font-weight: 600; font-size: .9375rem; cursor: pointer; }
.rules summary:hover { color: var(--accent); }
.rules form { display: grid; grid-template-columns: repeat(6, 1fr); gap: .9rem 1rem; padding: .35rem 1rem 1.1rem; }
.rules form > div { grid-column: span 2; min-width: 0; }
.rules .category, .rules .brand { grid-column: span 3; }
.rules label { display: block; margin-bottom: .3rem; color: var(--soft); font-size: .8125rem; }
.rules input { width: 100%; min-width: 0; padding: .45rem .6rem; border: 1px solid var(--edge); border-radius: .5rem; background: var(--paper); color: inherit; font: inherit; font-size: .9375rem; }
.rules input::placeholder { color: var(--soft); opacity: 1; }
.rules input[type="range"] { padding: 0; height: 2rem; border: 0; background: none; accent-color: var(--accent); }
.rules form > .slider { grid-column: span 5; }
.live .rules form > .slider { grid-column: span 6; }
.rules .ends { display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem; line-height: 1; }
.rules .send { display: flex; align-items: flex-end; }
.rules button { width: 100%; padding: .65rem .75rem; border: 0; border-radius: .5rem; background: var(--accent); color: var(--on-accent); font: 600 .9375rem/1 var(--sans); cursor: pointer; }
.live .rules .send { display: none; }

.chips { display: flex; flex-wrap: wrap; gap: .4rem; margin-bottom: 1rem; }
.chips li { max-width: 100%; }
.chip { display: block; max-width: 24rem; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; padding: .3rem .7rem; border: 1px solid var(--line); border-radius: 1rem; background: var(--surface); color: var(--ink); font-size: .8125rem; line-height: 1.35; text-decoration: none; }
.chip:hover { border-color: var(--accent); color: var(--accent); }
.chip.plain { background: none; border-color: transparent; text-decoration: underline; color: var(--accent); }
.cross { margin-left: .4rem; color: var(--soft); }

.metrics { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 25rem), 1fr)); gap: 1.75rem 2.25rem; margin: 1.25rem 0 2.5rem; }
table { border-collapse: collapse; width: 100%; font-size: .9375rem; }
caption { text-align: left; padding-bottom: .5rem; line-height: 1.4; }
caption span { color: var(--soft); font-size: .875rem; }
caption b { display: block; }
th { font-weight: 400; text-align: left; }
td, tbody th { padding: .32rem 0; border-top: 1px solid var(--line); vertical-align: middle; }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.number small { display: block; color: var(--soft); font-size: .75rem; line-height: 1.2; }
.metric tbody th { width: 10.75rem; padding-right: .75rem; }
.metric .number { width: 6.5rem; padding-right: .9rem; }
.metric .bar { display: block; width: 100%; height: 1rem; }
.scale { display: flex; justify-content: space-between; color: var(--soft); font-size: .75rem; line-height: 1; padding-top: .15rem; }
.metric tfoot td { border: 0; padding: 0; }
.metric .bar rect { fill: var(--muted); }
.metric .own { font-weight: 600; }
.metric .own th { font-weight: 600; }
.metric .own small { font-weight: 400; }
.metric .own .bar rect { fill: var(--fill); }
.interval { stroke: var(--ink); stroke-width: 2; }
/* Shadows at the sides say that there is more; what scrolls along covers them at the ends. */
.wide { position: relative; overflow-x: auto; margin: .75rem 0 2.5rem; background: linear-gradient(90deg, var(--paper), transparent) 0 0 / 2rem 100% no-repeat local, linear-gradient(270deg, var(--paper), transparent) 100% 0 / 2rem 100% no-repeat local, linear-gradient(90deg, var(--track), transparent) 0 0 / .75rem 100% no-repeat, linear-gradient(270deg, var(--track), transparent) 100% 0 / .75rem 100% no-repeat; }
.wide table { min-width: var(--least, 0); }
.slices { --least: 34rem; }
.wide thead th { color: var(--soft); font-size: .8125rem; padding-bottom: .4rem; vertical-align: bottom; }
.wide td, .wide th { padding-right: 1rem; }
.wide td:last-child, .wide th:last-child { padding-right: 0; }
.warnings { margin-bottom: 2.5rem; max-width: none; }
.warnings li + li { margin-top: .4rem; }
.hash { margin-top: 1rem; color: var(--soft); font-size: .8125rem; }
.percent { flex: none; width: 3.6rem; text-align: right; font-variant-numeric: tabular-nums; font-weight: 600; font-size: .9375rem; }
.bar { flex: 1; min-width: 0; height: .5rem; border-radius: .25rem; overflow: hidden; background: var(--track); }
.bar rect { fill: var(--fill); }

.item { padding-bottom: 2.25rem; }
.item .rows { margin-top: 1.1rem; }
.basket-end { margin-top: .6rem; justify-content: flex-end; }
.item dl { display: flex; flex-wrap: wrap; gap: .9rem 2.25rem; margin: 1.25rem 0 0; }
.item dt { color: var(--soft); font-size: .8125rem; }
.item dd { margin: 0; font-weight: 500; overflow-wrap: anywhere; }
.item dd.id { font-size: .9375rem; }

.notice { max-width: 38rem; padding: 1.5rem 1.6rem; background: var(--surface); border: 1px solid var(--line); border-radius: .75rem; box-shadow: var(--shadow); }
main > .notice { margin-bottom: 2.5rem; }
.notice > * + * { margin-top: .75rem; }
.notice .status { color: var(--fill); font: 600 .9375rem/1 var(--mono); }
.notice h1 { margin-top: .5rem; }
.notice .detail { color: var(--soft); font-size: .875rem; overflow-wrap: anywhere; }
footer { padding-top: 1.25rem; padding-bottom: 2rem; color: var(--soft); font-size: .875rem; }

@media (max-width: 36rem) {
  .top, main, footer { padding-left: 1.1rem; padding-right: 1.1rem; }
  .top .search { flex-basis: 100%; max-width: none; }
  .top .search { order: 1; }
  .rows > li { flex-wrap: wrap; gap: .5rem .8rem; }
  .rows .what { flex-basis: 70%; }
  .ranked > li::before { width: 1.1rem; text-align: left; }
  .beside { width: 100%; padding-left: 1.9rem; flex-direction: row; align-items: center; }
  .beside .score { flex: 1; min-width: 0; flex-direction: row-reverse; }
  .rules form > div, .rules form > .slider { grid-column: span 3; }
  .rules form > .category, .rules form > .brand, .rules form > .slider, .rules .send, .live .rules form > .slider { grid-column: 1 / -1; }
  .metric tbody th { width: 7.5rem; }
  .metric .number { width: 5.75rem; }
  .suggestions a { flex-direction: column; gap: 0; }
  .suggestions .facts { max-width: 100%; }
  .cards { grid-template-columns: 1fr; gap: .625rem; }
  .cards li { display: grid; grid-template-columns: 1fr auto; column-gap: 1rem; padding: .8rem 1rem; }
  .cards .actions { grid-column: 2; grid-row: 1 / span 2; padding: 0; margin: 0; }
}
/* Fingers are broader than pointers. */
@media (pointer: coarse), (max-width: 36rem) {
  .action, .chip, .ways a, .rules summary, .rules input, .field button { min-height: 2.75rem; }
  .action, .ways a { display: inline-flex; align-items: center; }
  .ways a { gap: .3rem; }
  .chip { line-height: 2.05rem; border-radius: 1.4rem; }
  .suggestions a { padding: .75rem .65rem; }
  .rows .name, footer a { padding: .25rem 0; }
}
/* An answer that is on its way. */
.waiting #answers { opacity: .55; transition: opacity .15s; }
@media (prefers-reduced-motion: reduce) { .waiting #answers { transition: none; } }
@media (forced-colors: active) { .bar { border: 1px solid; } .bar rect { fill: CanvasText; } .interval { stroke: Highlight; } .suggestions a[aria-selected="true"] { outline: 2px solid; } }
`.trimStart();
