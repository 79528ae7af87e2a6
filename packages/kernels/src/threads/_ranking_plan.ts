// How a ranking is divided. None of it changes the result.
import type { ItemModel } from "@kindred/core";
import { rankingBlock } from "../simd/rank_queries.ts";

/** Queries that the kernel takes side by side; fewer cost as much. */
const STRIP = 8;

/**
 * Products of two numbers that a thread does while another is started, which
 * takes the calling thread about 50 ms.
 */
const PRODUCTS_A_START = 2 ** 29;

/** Products that the calling thread does in one go, at most: about 50 ms. */
const PRODUCTS_A_SLICE = 2 ** 29;

/** Scores that one thread may hold: 64 MiB. */
const SCORES_OF_ONE = 2 ** 24;

/** Scores that all threads together may hold: 1 GiB. */
const SCORES_OF_ALL = 2 ** 28;

/** Numbers that the kernels' memory holds: 4 GiB. */
const NUMBERS_OF_MEMORY = 2 ** 30;

/** Blocks that each thread should have, so that all end at about the same time. */
const BLOCKS_A_THREAD = 8;

/**
 * Returns how many threads would be worth their start, at best: where starting
 * one takes s and the whole work w, t threads are done after s t + w / t, which is
 * least for t² = w / s. Below 2 the work is done where it is asked for, if that
 * can be done in slices.
 */
export function threadsWorth(model: ItemModel, queries: number): number {
  const strips = Math.ceil(queries / STRIP);
  const products = productsOf(model, strips * STRIP);
  const inSlices = productsOf(model, STRIP) <= PRODUCTS_A_SLICE;
  const worth = Math.floor(Math.sqrt(products / PRODUCTS_A_START));
  return inSlices ? worth : Math.max(2, worth);
}

/** Returns how many queries the calling thread ranks in one go. */
export function sliceQueries(model: ItemModel, most: number): number {
  const strips = Math.floor(PRODUCTS_A_SLICE / productsOf(model, STRIP));
  return Math.min(most, Math.max(1, strips) * STRIP);
}

/**
 * Returns how many queries a block may have: its scores must fit beside the model
 * and the other threads'.
 */
export function mostQueries(
  { embeddings }: ItemModel,
  threads: number,
): number {
  const { itemCount, dimensions } = embeddings;
  const left = NUMBERS_OF_MEMORY - itemCount * (dimensions + 1);
  // The calling thread has a block too.
  const share = Math.min(SCORES_OF_ALL, left / 2) / (threads + 1);
  return rankingBlock(itemCount, Math.min(SCORES_OF_ONE, share));
}

/**
 * Returns how many queries a block shall have, so that all threads end at about
 * the same time.
 */
export function blockQueries(
  queries: number,
  threads: number,
  most: number,
): number {
  const even = Math.ceil(queries / (threads * BLOCKS_A_THREAD));
  return Math.min(most, Math.max(1, Math.ceil(even / STRIP)) * STRIP);
}

/** Returns how many products of two numbers some queries take. */
function productsOf({ embeddings }: ItemModel, queries: number): number {
  return queries * embeddings.itemCount * embeddings.dimensions;
}
