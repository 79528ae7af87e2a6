import type { Evidence, ExampleNeighbours } from "../example_neighbours.ts";
import type { ShownItem } from "../show_item.ts";
import { type Markup, markup } from "./markup.ts";

const EVIDENCE: Record<Evidence, [mark: string, meaning: string]> = {
  "train": ["●", "training pair"],
  "held-out": ["◆", "held-out pair"],
  "new": ["", ""],
};

/** Returns items with their nearest neighbours: a card for each item. */
export function exampleCards(examples: readonly ExampleNeighbours[]): Markup {
  return markup`<p class="muted"><small>Trained items evenly spaced over the catalogue's rows, nearest first. ● training pair, ◆ held-out pair, no mark: no known pair.</small></p>
<div class="grid examples">${examples.map(card)}</div>`;
}

function card({ item, found }: ExampleNeighbours): Markup {
  return markup`<section class="example"><h3>${shown(item)}</h3>${
    found.map(({ run, neighbours }) =>
      markup`${found.length > 1 ? markup`<h4>${run}</h4>` : ""}<ol>${
        neighbours.map((neighbour) => {
          const [mark, meaning] = EVIDENCE[neighbour.evidence];
          return markup`<li>${shown(neighbour)}${
            mark === ""
              ? ""
              : markup` <span role="img" aria-label="${meaning}" title="${meaning}">${mark}</span>`
          }</li>
`;
        })
      }</ol>`
    )
  }</section>
`;
}

function shown({ name, note }: ShownItem): Markup {
  return note === "" ? markup`${name}` : markup`${name} <small>${note}</small>`;
}
