/** Models and batches that the pair step is tested with. @module */
import type { EmbeddingTable, PairBatch, Random } from "@kindred/core";
import type { ArrayAllocator } from "../array_allocator.ts";
import type { PairModel } from "../pair_model.ts";

/** What a random model or batch shall be like. */
export interface PairCase {
  itemCount: number;
  dimensions: number;
  /** Whether anchors and targets have vectors of their own. Default false. */
  twoTables?: boolean;
  pairs: number;
  negativesPerPair: number;
  sharedBy?: number;
  /** Whether pairs have labels and weights. Default false. */
  labelled?: boolean;
  /** Whether each pair is masked with a third of its negatives. Default false. */
  masked?: boolean;
  /** Whether vectors have a context. Default false. */
  inContext?: boolean;
  /** Whether rows have an l2 of their own. Default false. */
  l2Scaled?: boolean;
}

/** Fills an array with numbers. */
function filled<A extends Float32Array | Uint32Array>(
  array: A,
  next: () => number,
): A {
  for (let i = 0; i < array.length; i++) array[i] = next();
  return array;
}

/** Returns a model of random vectors, whose logits are about 1, and biases. */
export function randomPairModel(
  random: Random,
  { itemCount, dimensions, twoTables, inContext, l2Scaled }: PairCase,
  arrays: ArrayAllocator,
): PairModel {
  const reach = Math.sqrt(3 / Math.sqrt(dimensions));
  const table = (): EmbeddingTable => ({
    values: filled(
      arrays.float32(itemCount * dimensions),
      () => reach * (2 * random.float() - 1),
    ),
    itemCount,
    dimensions,
  });
  const tables = () => {
    const anchors = table();
    return { anchors, targets: twoTables ? table() : anchors };
  };
  const bias = (): number => random.float() - 0.5;
  return {
    ...tables(),
    itemBias: filled(arrays.float32(itemCount), bias),
    globalBias: filled(arrays.float32(1), bias),
    ...inContext && { context: tables() },
    ...l2Scaled && {
      l2Scale: filled(arrays.float32(itemCount), () => 2 * random.float()),
    },
  };
}

/**
 * Returns random pairs: with few items rows recur, in all roles; pairs of an item
 * with itself occur too.
 */
export function randomPairBatch(
  random: Random,
  of: PairCase,
  arrays: ArrayAllocator,
): PairBatch {
  const { itemCount, pairs, negativesPerPair, sharedBy = 1 } = of;
  const drawn = Math.ceil(pairs / sharedBy) * negativesPerPair;
  const mask = (): number => {
    let bits = 0;
    for (let s = 0; s < 32; s++) bits = bits << 1 | Number(random.below(3) < 1);
    return bits;
  };
  const rows = (length: number): Uint32Array =>
    filled(arrays.uint32(length), () => random.below(itemCount));
  return {
    anchor: rows(pairs),
    positive: rows(pairs),
    negative: rows(drawn),
    negativesPerPair,
    sharedBy,
    ...of.labelled && {
      label: filled(arrays.float32(pairs), () => random.float()),
      weight: filled(arrays.float32(pairs), () => 2 * random.float()),
    },
    ...of.masked && { masked: filled(arrays.uint32(drawn), mask) },
  };
}

/** Returns a model of the same numbers, in arrays of its own. */
export function copyPairModel(
  model: PairModel,
  arrays: ArrayAllocator,
): PairModel {
  const { itemBias, globalBias, context, l2Scale } = model;
  const copy = (values: Float32Array): Float32Array => {
    const to = arrays.float32(values.length);
    to.set(values);
    return to;
  };
  const copyTables = (
    { anchors, targets }: Pick<PairModel, "anchors" | "targets">,
  ) => {
    const table = { ...anchors, values: copy(anchors.values) };
    return {
      anchors: table,
      targets: targets === anchors
        ? table
        : { ...targets, values: copy(targets.values) },
    };
  };
  return {
    ...copyTables(model),
    itemBias: copy(itemBias),
    globalBias: copy(globalBias),
    ...context && { context: copyTables(context) },
    ...l2Scale && { l2Scale: copy(l2Scale) },
  };
}

/**
 * Returns all numbers of named arrays, to be compared with later: a structured
 * clone of shared memory is that memory.
 */
export function numbersOf(arrays: object): Record<string, number[]> {
  const named: Record<string, number[]> = {};
  const add = (name: string, value: unknown): void => {
    if (value instanceof Float32Array || value instanceof Uint32Array) {
      named[name] = [...value];
    } else if (typeof value === "object" && value !== null) {
      for (const [key, part] of Object.entries(value)) {
        add(`${name}.${key}`, part);
      }
    }
  };
  add("", arrays);
  return named;
}
