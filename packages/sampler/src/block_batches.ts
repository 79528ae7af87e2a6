import {
  createRandom,
  expectNumber,
  type PairBatch,
  type Random,
} from "@kindred/core";
import { hashPair } from "./_hash_pair.ts";
import type { EpochBlocks } from "./epoch_blocks.ts";
import type { SampledBatch } from "./pair_batches.ts";

/** The items that each item is known to go with, in compressed rows. */
export interface KnownPartners {
  /** Where each item's begin, ascending, uint32, shape `[itemCount + 1]`. */
  start: Uint32Array;
  /** Their rows, each pair told from both sides, uint32. */
  partner: Uint32Array;
}

/** Settings of {@linkcode BlockBatches}. */
export interface BlockBatchOptions {
  /** Seed of everything that is drawn, a whole number >= 0. Default 1. */
  seed?: number;
  /** Negatives a draw, a whole number >= 0. Default 5. */
  negativesPerPair?: number;
  /** Pairs that share one draw of negatives, in [1, 32]. Default 1. */
  sharedBy?: number;
  /**
   * Pairs in a batch (the last of a block may have fewer), rounded up to a
   * multiple of `sharedBy`. Default 1024.
   */
  batchSize?: number;
  /**
   * Pairs that a negative may hit by accident, as a rule the training pairs: a hit
   * is an anchor's negative that is the anchor, or known to go with it. Default:
   * nobody looks for hits.
   */
  known?: KnownPartners;
  /**
   * Whether hits are masked, so that no step is taken on them; needs `known`.
   * Default false.
   */
  maskHits?: boolean;
  /** Makes the batches' arrays. Default: ordinary ones. */
  allocate?: BatchAllocator;
}

/** Makes arrays of zeros for batches. */
export interface BatchAllocator {
  /** For rows, shape `[length]`. */
  uint32(length: number): Uint32Array;
  /** For weights, shape `[length]`. */
  float32(length: number): Float32Array;
}

const ORDINARY: BatchAllocator = {
  uint32: (length) => new Uint32Array(length),
  float32: (length) => new Float32Array(length),
};

/** Turns a random uint32 into a number in [0, 1). */
const UNIT = 2 ** -32;

/** Sets the numbers drawn here apart from other users of a seed. */
const STREAM = 4;

/**
 * Gives the pairs of a block in random order, in batches with drawn negatives.
 * What a block gives depends on the plan, the options, the epoch and the block
 * alone: not on what was given before.
 *
 * Which item of a pair is the anchor is drawn too, so that no item gets negatives
 * only because its row is small.
 *
 * @example
 * ```ts
 * import { BlockBatches, EpochPlanner } from "@kindred/sampler";
 * import assert from "node:assert/strict";
 *
 * const pairs = { left: Uint32Array.of(0, 1), right: Uint32Array.of(1, 2) };
 * const blocks = new EpochPlanner(pairs, 3, { groups: 1 }).plan(1);
 * const batches = new BlockBatches(blocks, { negativesPerPair: 3 });
 * for (const { anchor, negative } of batches.of(1, 0)) {
 *   assert.equal(anchor.length, 2);
 *   assert.equal(negative.length, 2 * 3);
 * }
 * ```
 */
export class BlockBatches {
  readonly #blocks: EpochBlocks;
  readonly #seed: number;
  readonly #negativesPerPair: number;
  readonly #sharedBy: number;
  readonly #batchSize: number;
  readonly #known: KnownPartners | undefined;
  readonly #masked: Uint32Array | undefined;
  /** Of which pairs of a group each item is the anchor: a bit for each. */
  readonly #pairsOf: Uint32Array;
  readonly #anchor: Uint32Array;
  readonly #positive: Uint32Array;
  readonly #negative: Uint32Array;
  readonly #weight: Float32Array | undefined;
  /** Places of the block's pairs in the order they are given. */
  #order = new Uint32Array(0);
  /** Random numbers for what is being drawn. */
  #numbers = new Uint32Array(0);

  /**
   * Makes room for batches.
   *
   * @param blocks The plan of the epoch; may be refilled between two blocks.
   * @param options See {@linkcode BlockBatchOptions}.
   * @throws {RangeError} If an option is out of range, or hits are to be masked
   * without known pairs.
   */
  constructor(blocks: EpochBlocks, options: BlockBatchOptions = {}) {
    const { negativesPerPair = 5, sharedBy = 1, batchSize = 1024 } = options;
    const { seed = 1, known, maskHits = false } = options;
    const { allocate = ORDINARY } = options;
    const whole = (name: string, value: number, min: number): number =>
      expectNumber("draw batches", name, value, { min, whole: true });
    this.#blocks = blocks;
    this.#seed = whole("the seed", seed, 0);
    this.#negativesPerPair = whole("negatives per pair", negativesPerPair, 0);
    this.#sharedBy = expectNumber(
      "draw batches",
      "pairs that share",
      sharedBy,
      {
        min: 1,
        max: 32,
        whole: true,
      },
    );
    this.#batchSize = sharedBy *
      Math.ceil(whole("the batch size", batchSize, 1) / sharedBy);
    if (maskHits && known === undefined) {
      throw new RangeError(
        "Cannot draw batches: to mask hits the known pairs must be given, got none",
      );
    }
    const draws = this.#batchSize / sharedBy * negativesPerPair;
    this.#known = known;
    this.#masked = maskHits ? allocate.uint32(draws) : undefined;
    this.#pairsOf = new Uint32Array(known ? known.start.length - 1 : 0);
    this.#anchor = allocate.uint32(this.#batchSize);
    this.#positive = allocate.uint32(this.#batchSize);
    this.#negative = allocate.uint32(draws);
    if (blocks.weight !== undefined) {
      this.#weight = allocate.float32(this.#batchSize);
    }
  }

  /**
   * Gives the batches of one block.
   *
   * @param epoch The epoch that is planned.
   * @param block Which block of its schedule, 0-based.
   * @returns Batches; each one's arrays are overwritten by the next.
   */
  *of(epoch: number, block: number): Generator<SampledBatch> {
    const { start, left, right, weight } = this.#blocks;
    const random = createRandom(
      this.#seed,
      hashPair(hashPair(STREAM, epoch), block),
    );
    const from = start[block]!;
    const n = start[block + 1]! - from;
    const order = this.#shuffled(n, random);
    for (let first = 0; first < n; first += this.#batchSize) {
      const length = Math.min(this.#batchSize, n - first);
      const numbers = this.#draw(length, random);
      for (let b = 0; b < length; b++) {
        const p = from + order[first + b]!;
        const turned = (numbers[b]! & 1) === 1;
        this.#anchor[b] = turned ? right[p]! : left[p]!;
        this.#positive[b] = turned ? left[p]! : right[p]!;
        if (weight !== undefined) this.#weight![b] = weight[p]!;
      }
      const draws = Math.ceil(length / this.#sharedBy) * this.#negativesPerPair;
      this.#drawNegatives(block, draws, random);
      const batch: PairBatch = {
        anchor: this.#anchor.subarray(0, length),
        positive: this.#positive.subarray(0, length),
        negative: this.#negative.subarray(0, draws),
        negativesPerPair: this.#negativesPerPair,
        sharedBy: this.#sharedBy,
        ...weight === undefined
          ? {}
          : { weight: this.#weight!.subarray(0, length) },
        ...this.#masked === undefined
          ? {}
          : { masked: this.#masked.subarray(0, draws) },
      };
      yield { ...batch, hits: this.#findHits(batch) };
    }
  }

  /** Returns `count` random numbers, uint32, in an array that is used again. */
  #draw(count: number, random: Random): Uint32Array {
    if (this.#numbers.length < count) {
      this.#numbers = new Uint32Array(2 * count);
    }
    const numbers = this.#numbers.subarray(0, count);
    random.fill(numbers);
    return numbers;
  }

  /** Returns 0, 1, …, n - 1 in random order, in an array that is used again. */
  #shuffled(n: number, random: Random): Uint32Array {
    if (this.#order.length < n) this.#order = new Uint32Array(2 * n);
    const order = this.#order;
    const numbers = this.#draw(n, random);
    for (let i = 0; i < n; i++) {
      // Fisher and Yates, inside out. The product is uneven by n in 2^32.
      const j = Math.floor(numbers[i]! * UNIT * (i + 1));
      order[i] = order[j]!;
      order[j] = i;
    }
    return order;
  }

  /** Draws the negatives of a batch: items of the block's two groups. */
  #drawNegatives(block: number, draws: number, random: Random): void {
    const { schedule, member, memberStart, mass, threshold, alias } =
      this.#blocks;
    const first = schedule.first[block]!;
    const second = schedule.second[block]!;
    const share = mass[first]! / (mass[first]! + mass[second]!);
    const firstBegin = memberStart[first]!;
    const secondBegin = memberStart[second]!;
    const firstScale = (memberStart[first + 1]! - firstBegin) / share;
    const secondScale = (memberStart[second + 1]! - secondBegin) / (1 - share);
    const negative = this.#negative;
    const numbers = this.#draw(2 * draws, random);
    for (let d = 0; d < draws; d++) {
      // One number chooses both the group and the column within it.
      const x = numbers[2 * d]! * UNIT;
      const inFirst = x < share;
      const begin = inFirst ? firstBegin : secondBegin;
      const column = inFirst ? x * firstScale : (x - share) * secondScale;
      const at = begin + Math.floor(column);
      negative[d] = numbers[2 * d + 1]! * UNIT < threshold[at]!
        ? member[at]!
        : member[begin + alias[at]!]!;
    }
  }

  /** Counts hits, and masks them where that is asked for. */
  #findHits({ anchor, negative, masked }: PairBatch): number | null {
    const known = this.#known;
    if (known === undefined) return null;
    const { start, partner } = known;
    const each = this.#negativesPerPair;
    const sharedBy = this.#sharedBy;
    const pairsOf = this.#pairsOf;
    let hits = 0;
    for (let first = 0; first < anchor.length; first += sharedBy) {
      const last = Math.min(first + sharedBy, anchor.length);
      for (let p = first; p < last; p++) {
        pairsOf[anchor[p]!]! |= 1 << (p - first);
      }
      const begin = first / sharedBy * each;
      for (let d = begin; d < begin + each; d++) {
        const drawn = negative[d]!;
        let pairs = pairsOf[drawn]!;
        const end = start[drawn + 1]!;
        for (let at = start[drawn]!; at < end; at++) {
          pairs |= pairsOf[partner[at]!]!;
        }
        if (masked !== undefined) masked[d] = pairs;
        for (; pairs !== 0; pairs &= pairs - 1) hits++;
      }
      for (let p = first; p < last; p++) pairsOf[anchor[p]!] = 0;
    }
    return hits;
  }
}
