import {
  createRandom,
  type ItemModel,
  type Product,
  shuffleInPlace,
} from "@kindred/core";
import { showItem, type ShownItem } from "../show_item.ts";
import { groupItems, type ItemGroups } from "./item_groups.ts";
import { nearestByCosine } from "./nearest_by_cosine.ts";
import { principalPlane } from "./principal_plane.ts";
import { layOut } from "./umap_layout.ts";

/** The most items that the maps of a page show, all maps together. */
const POINTS = 2000;
/** So many at least on each map. */
const POINTS_EACH = 400;
/** Neighbours by which a place is found. */
const NEIGHBOURS = 15;
/** How far the start reaches, in the unit in which islands are about one wide. */
const START_SPREAD = 4;
/** Keeps these draws apart from others of the same seed. */
const SAMPLE_STREAM = 0x6d6170;
const LAYOUT_STREAM = 0x6d6171;

/** An item's place on a map. */
export interface MapPoint extends ShownItem {
  /** Its group; null for an item of none of the largest. */
  group: string | null;
  /** Places in no unit: only what is near what means something. */
  x: number;
  /** The same upwards. */
  y: number;
}

/** A model's items in the plane. */
export interface ItemMap {
  /** The run whose model it is. */
  run: string;
  /** The items. */
  points: MapPoint[];
  /** What the groups are, and their names, the largest first. */
  groups: Pick<ItemGroups, "by" | "names">;
  /** Items that were drawn from. */
  trained: number;
  /** What the draws followed from. */
  seed: number;
}

/** What {@linkcode itemMaps} takes beside the models. */
export interface ItemMapOptions {
  /** Rows that may be shown, uint32: those of trained items. */
  trained: Uint32Array;
  /** What the catalogue says of each row; null where there is none. */
  products: readonly Product[] | null;
  /** All randomness follows from it, a whole number in `[0, 2^53)`. */
  seed: number;
  /** Awaited between pieces of work. */
  pause: () => Promise<void>;
}

/**
 * Returns a map of each model, of the same items: a random sample of the trained
 * ones, laid out by UMAP over the cosines of their vectors from where their two
 * principal components put them. No map where fewer than four can be shown.
 *
 * @param models The models, of the same items, and what they are called.
 * @param options See {@linkcode ItemMapOptions}.
 */
export async function itemMaps(
  models: readonly { name: string; model: ItemModel }[],
  { trained, products, seed, pause }: ItemMapOptions,
): Promise<ItemMap[]> {
  const limit = Math.max(POINTS_EACH, Math.floor(POINTS / models.length));
  const items = shuffleInPlace(
    trained.slice(),
    createRandom(seed, SAMPLE_STREAM),
  ).slice(0, limit).sort();
  if (items.length < 4) return [];

  const groups = groupItems(
    products === null ? [] : [...items].map((item) => products[item]!),
  );
  const maps: ItemMap[] = [];
  for (const { name, model } of models) {
    const places = await placesOf(model, items, seed, pause);
    maps.push({
      run: name,
      points: Array.from(items, (item, i) => ({
        ...showItem(products, item),
        group: groups.of[i] ?? null,
        x: places[2 * i]!,
        y: places[2 * i + 1]!,
      })),
      groups: { by: groups.by, names: groups.names },
      trained: trained.length,
      seed,
    });
  }
  return maps;
}

async function placesOf(
  model: ItemModel,
  items: Uint32Array,
  seed: number,
  pause: () => Promise<void>,
): Promise<Float64Array> {
  const { dimensions } = model.embeddings;
  const units = unitVectors(model, items);
  const nearest = await nearestByCosine(units, dimensions, NEIGHBOURS, pause);
  const places = principalPlane(units, dimensions);
  const squares = places.reduce((sum, value) => sum + value * value, 0);
  const scale = START_SPREAD / (Math.sqrt(squares / places.length) || 1);
  for (let i = 0; i < places.length; i++) places[i]! *= scale;
  await layOut(places, nearest, createRandom(seed, LAYOUT_STREAM), pause);
  return places;
}

/** Vectors of some items at length one, float32, shape `[items, dimensions]`. */
function unitVectors(
  { embeddings: { values, dimensions } }: ItemModel,
  items: Uint32Array,
): Float32Array {
  const units = new Float32Array(items.length * dimensions);
  for (const [row, item] of items.entries()) {
    const vector = values.subarray(item * dimensions, (item + 1) * dimensions);
    const squared = vector.reduce((sum, value) => sum + value * value, 0);
    const length = Math.sqrt(squared) || 1;
    for (let d = 0; d < dimensions; d++) {
      units[row * dimensions + d] = vector[d]! / length;
    }
  }
  return units;
}
