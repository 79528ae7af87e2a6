import type { ItemModel, Product } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { topKReference } from "@kindred/kernels";
import { modelScorer } from "../scorers/model_scorer.ts";
import {
  itemsWithNeighbours,
  neighbourLists,
  neighboursOf,
} from "../neighbour_lists.ts";

/** An item as a report shows it. */
export interface ShownItem {
  /** Its title, or its id where it has none. */
  name: string;
  /** Brand, or empty. */
  note: string;
}

/** Why a neighbour is no surprise: a training pair, a held-out pair, or neither. */
export type Evidence = "train" | "held-out" | "new";

/** An item with the items nearest to it. */
export interface ExampleNeighbours {
  /** The item asked for. */
  item: ShownItem;
  /** Best first. */
  neighbours: (ShownItem & { evidence: Evidence })[];
}

/** How many items, and how many neighbours of each, a report shows. */
const EXAMPLES = 10;
const NEIGHBOURS = 5;

/**
 * Returns a few trained items, evenly spaced over the catalogue's rows so that
 * nobody chose them, with the trained items that the model puts nearest.
 *
 * @param products What the catalogue says of each row; null where there is none,
 * and then rows are numbered.
 */
export function exampleNeighbours(
  model: ItemModel,
  split: Split,
  products: readonly Product[] | null,
): ExampleNeighbours[] {
  const { itemCount, train, validation } = split;
  const known = neighbourLists(train, itemCount);
  const trained = itemsWithNeighbours(known);
  const held = validation.label;
  const heldOut = neighbourLists({
    left: validation.left.filter((_, p) => held[p] === 1),
    right: validation.right.filter((_, p) => held[p] === 1),
  }, itemCount);
  const isTrained = new Uint8Array(itemCount);
  for (const item of trained) isTrained[item] = 1;

  const show = (item: number): ShownItem => ({
    name: products?.[item]?.title ?? products?.[item]?.id ?? `item ${item}`,
    note: products?.[item]?.brand ?? "",
  });
  const scorer = modelScorer(model);
  const scores = new Float32Array(itemCount);
  const count = Math.min(EXAMPLES, trained.length);
  return Array.from({ length: count }, (_, i) => {
    const item = trained[Math.floor((i + 0.5) * trained.length / count)]!;
    scorer.scoreItems(Uint32Array.of(item), scores);
    for (let other = 0; other < itemCount; other++) {
      if (other === item || isTrained[other] === 0) scores[other] = -Infinity;
    }
    const given = neighboursOf(known, item);
    const hidden = neighboursOf(heldOut, item);
    const nearest = [...topKReference(scores, NEIGHBOURS).indices];
    return {
      item: show(item),
      neighbours: nearest.map((other) => ({
        ...show(other),
        evidence: given.includes(other)
          ? "train" as const
          : hidden.includes(other)
          ? "held-out" as const
          : "new" as const,
      })),
    };
  });
}
