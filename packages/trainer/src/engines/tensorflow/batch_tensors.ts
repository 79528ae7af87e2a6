import type { PairBatch } from "@kindred/core";
import type { Tensor, TensorflowApi } from "../../tensorflow/tensorflow_api.ts";

/**
 * A batch on the device. Letters: g groups, s pairs of a group, k negatives of a group.
 * Places behind the last pair are padded.
 */
export interface BatchTensors {
  /** How many there are of each. */
  groups: number;
  sharedBy: number;
  negatives: number;
  /** Rows, int32, shape `[g·s]`. */
  anchor: Tensor;
  /** Rows, int32, shape `[g·s]`. */
  positive: Tensor;
  /** Rows, int32, shape `[g·k]`. */
  negative: Tensor;
  /** Whether a pair counts: it is none of an item with itself; float32, shape `[g, s]`. */
  counts: Tensor;
  /** Weight of each pair that counts, else 0, float32, shape `[g, s]`. */
  weight: Tensor;
  /** Label of each pair, float32, shape `[g, s]`. */
  label: Tensor;
  /**
   * Negatives that are passed over: bit s for pair s; all bits of one that the group
   * has already, int32, shape `[g, k]`.
   */
  passedOver: Tensor;
}

/** Turns batches of the sampler into tensors. */
export class BatchUploader {
  readonly #api: TensorflowApi;
  /** In which group each item was last drawn, counted over all batches. */
  readonly #drawnIn: Float64Array;
  #group = 0;

  /**
   * @param api TensorFlow.
   * @param itemCount Every row is below it.
   */
  constructor(api: TensorflowApi, itemCount: number) {
    this.#api = api;
    this.#drawnIn = new Float64Array(itemCount);
  }

  /**
   * Returns a batch as tensors, which an enclosing `tidy` disposes; the batch's own
   * arrays may be overwritten afterwards.
   */
  upload(batch: PairBatch): BatchTensors {
    const { anchor, positive, negativesPerPair: k, sharedBy: s = 1 } = batch;
    const groups = Math.ceil(anchor.length / s);
    const places = groups * s;
    const counts = new Float32Array(places);
    const weight = new Float32Array(places);
    const label = new Float32Array(places);
    for (let p = 0; p < anchor.length; p++) {
      if (anchor[p] === positive[p]) continue;
      counts[p] = 1;
      weight[p] = batch.weight?.[p] ?? 1;
      label[p] = batch.label?.[p] ?? 1;
    }
    const ofPairs = (values: Float32Array) =>
      this.#api.tensor(values, [groups, s], "float32");
    return {
      groups,
      sharedBy: s,
      negatives: k,
      anchor: this.#rows(anchor, places),
      positive: this.#rows(positive, places),
      negative: this.#rows(batch.negative, groups * k),
      counts: ofPairs(counts),
      weight: ofPairs(weight),
      label: ofPairs(label),
      passedOver: this.#api.tensor(
        this.#passedOver(batch, groups),
        [groups, k],
        "int32",
      ),
    };
  }

  #rows(rows: Uint32Array, places: number): Tensor {
    const padded = new Int32Array(places);
    padded.set(rows);
    return this.#api.tensor(padded, [places], "int32");
  }

  #passedOver(
    { negative, masked, negativesPerPair: k }: PairBatch,
    groups: number,
  ): Int32Array {
    const bits = new Int32Array(groups * k);
    if (masked !== undefined) bits.set(masked);
    for (let g = 0; g < groups; g++) {
      this.#group++;
      for (let at = g * k; at < (g + 1) * k; at++) {
        const row = negative[at]!;
        if (this.#drawnIn[row] === this.#group) bits[at] = -1;
        this.#drawnIn[row] = this.#group;
      }
    }
    return bits;
  }
}
