import type { ItemModel, Product } from "@kindred/core";
import type { Split } from "@kindred/core/artifact";
import { topKReference } from "@kindred/kernels";
import { modelScorer } from "../scorers/model_scorer.ts";
import {
  itemsWithNeighbours,
  neighbourLists,
  neighboursOf,
} from "../neighbour_lists.ts";
import { showItem, type ShownItem } from "./show_item.ts";

/** Why a neighbour is no surprise: a training pair, a held-out pair, or neither. */
export type Evidence = "train" | "held-out" | "new";

/** An item with the items nearest to it. */
export interface ExampleNeighbours {
  /** The item asked for. */
  item: ShownItem;
  /** What each model finds. */
  found: {
    /** The run whose model it is. */
    run: string;
    /** Best first. */
    neighbours: (ShownItem & { evidence: Evidence })[];
  }[];
}

/** How many items, and how many neighbours of each, a report shows. */
const EXAMPLES = 10;
const NEIGHBOURS = 5;

/**
 * Returns a few trained items, evenly spaced over the catalogue's rows so that
 * nobody chose them, with the trained items that each model puts nearest.
 *
 * @param models The models and what they are called.
 * @param split The pairs that all were trained on.
 * @param products What the catalogue says of each row; null where there is none,
 * and then rows are numbered.
 */
export function exampleNeighbours(
  models: readonly { name: string; model: ItemModel }[],
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

  const scores = new Float32Array(itemCount);
  const nearest = (model: ItemModel, item: number): number[] => {
    modelScorer(model).scoreItems(Uint32Array.of(item), scores);
    for (let other = 0; other < itemCount; other++) {
      if (other === item || isTrained[other] === 0) scores[other] = -Infinity;
    }
    return [...topKReference(scores, NEIGHBOURS).indices];
  };
  const count = Math.min(EXAMPLES, trained.length);
  return Array.from({ length: count }, (_, i) => {
    const item = trained[Math.floor((i + 0.5) * trained.length / count)]!;
    const given = neighboursOf(known, item);
    const hidden = neighboursOf(heldOut, item);
    const evidence = (other: number): Evidence =>
      given.includes(other)
        ? "train"
        : hidden.includes(other)
        ? "held-out"
        : "new";
    return {
      item: showItem(products, item),
      found: models.map(({ name, model }) => ({
        run: name,
        neighbours: nearest(model, item).map((other) => ({
          ...showItem(products, other),
          evidence: evidence(other),
        })),
      })),
    };
  });
}
