import type { TensorflowApi } from "../../tensorflow/tensorflow_api.ts";
import { rowChunk } from "../../work/row_chunks.ts";
import type { SmoothWork } from "../../work/smooth_work.ts";
import type { DeviceArrays } from "./device_arrays.ts";
import type { DeviceWork } from "./device_work.ts";

/** Neighbours whose vectors are in memory at once, beside the tables. */
const MOST_NEIGHBOURS = 2 ** 17;

/** Vectors moved towards their neighbours', on the device; a piece is some rows. */
export class DeviceSmoothing implements DeviceWork {
  readonly #api: TensorflowApi;
  readonly #arrays: DeviceArrays;
  readonly #work: SmoothWork;

  /**
   * @param api TensorFlow.
   * @param arrays Twins of the session's arrays.
   * @param work What to do.
   */
  constructor(api: TensorflowApi, arrays: DeviceArrays, work: SmoothWork) {
    this.#api = api;
    this.#arrays = arrays;
    this.#work = work;
  }

  get changes(): Float32Array[] {
    return [this.#work.problem.out.values];
  }

  do(_epoch: number, piece: number): void {
    const { problem: { table, neighbours, out }, settings } = this.#work;
    const { keep = 1 } = settings;
    const api = this.#api;
    const { dimensions } = table;
    const from = this.#arrays.twinOf(table.values, dimensions);
    const to = this.#arrays.twinOf(out.values, dimensions);
    const rows = rowChunk(piece, table.itemCount);
    api.tidy(() => {
      const index = api.tensor(
        Int32Array.from(
          { length: rows.to - rows.from },
          (_, i) => rows.from + i,
        ),
        undefined,
        "int32",
      );
      to.set(index, api.mul(from.gather(index), keep));
    });
    const last = neighbours.start[rows.to]!;
    for (let first = neighbours.start[rows.from]!; first < last;) {
      const end = Math.min(last, first + MOST_NEIGHBOURS);
      const { owner, share } = this.#sharesOf(rows, first, end);
      api.tidy(() => {
        const partner = api.tensor(
          Int32Array.from(neighbours.partner.subarray(first, end)),
          undefined,
          "int32",
        );
        const shares = api.tensor(share, [share.length, 1], "float32");
        to.add(
          api.tensor(owner, undefined, "int32"),
          api.mul(from.gather(partner), shares),
        );
      });
      first = end;
    }
  }

  dispose(): void {}

  /** Whose neighbours some are, and how much of each vector they get. */
  #sharesOf(
    rows: { from: number; to: number },
    first: number,
    end: number,
  ): { owner: Int32Array; share: Float32Array } {
    const { problem: { neighbours: { start, partner } }, settings } =
      this.#work;
    const { strength, normalization = "mean" } = settings;
    const owner = new Int32Array(end - first);
    const share = new Float32Array(end - first);
    const degree = (row: number) => start[row + 1]! - start[row]!;
    for (let row = rows.from; row < rows.to; row++) {
      const to = Math.min(end, start[row + 1]!);
      for (let at = Math.max(first, start[row]!); at < to; at++) {
        owner[at - first] = row;
        share[at - first] = strength /
          (normalization === "mean"
            ? degree(row)
            : Math.sqrt(degree(row) * degree(partner[at]!)));
      }
    }
    return { owner, share };
  }
}
