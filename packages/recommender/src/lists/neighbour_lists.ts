import {
  ArtifactError,
  decodeListsHeader,
  expectNumber,
  type ListsLayout,
  listsLayout,
  type ListsShape,
  MODEL_FILES,
  NO_NEIGHBOUR,
} from "@kindred/core";
import { type ModelSource, pathIn } from "../sources/model_source.ts";

/** Settings of {@linkcode openLists}. */
export interface ListsOptions {
  /**
   * Whether to read all lists into memory now, 8 bytes a neighbour, so that none
   * is read later.
   *
   * @default false
   */
  preload?: boolean;
}

/** Neighbours of one item, best first. */
export interface NeighbourList {
  /** Their rows, uint32, shape `[found]`. */
  rows: Uint32Array;
  /**
   * Probabilities in `[0, 1]` that they go with the item, float32, same shape,
   * never rising.
   */
  probabilities: Float32Array;
}

/** Neighbours of each item that were worked out beforehand. Calls may overlap. */
export interface NeighbourLists {
  /** How many items there are. */
  readonly itemCount: number;
  /** Neighbours of a list: fewer only where there are no more. */
  readonly n: number;
  /**
   * Returns the best neighbours of an item; none where it is untrained. The
   * caller must not change them.
   *
   * @param row The item's row, 0-based.
   * @param k How many, a whole number in `[1, n]`. Default all of the list.
   * @throws {RangeError} If there is no such row, or `k` is out of range.
   * @throws {ArtifactError} If the list is damaged.
   */
  list(row: number, k?: number): Promise<NeighbourList>;
}

/**
 * Opens the neighbour lists of a model: reads 64 bytes, or all with `preload`.
 *
 * @param source Where the model is. The lists do not close it.
 * @param options See {@linkcode ListsOptions}.
 * @returns The lists, or null where the model has none.
 * @throws {ArtifactError} If they are damaged.
 * @throws {ArtifactVersionError} If their format is newer than this release.
 *
 * @example Two items, each the only neighbour of the other
 * ```ts
 * import { encodeListsHeader } from "@kindred/core";
 * import { memorySource, openLists } from "@kindred/recommender";
 * import assert from "node:assert/strict";
 *
 * const rows = Uint32Array.of(1, 0);
 * const probabilities = Float32Array.of(0.75, 0.75);
 * const file = new Uint8Array(64 + 8 + 8);
 * file.set(encodeListsHeader({ itemCount: 2, n: 1 }));
 * file.set(new Uint8Array(rows.buffer), 64);
 * file.set(new Uint8Array(probabilities.buffer), 64 + 8);
 *
 * const lists = await openLists(memorySource({ "lists.bin": file }));
 * assert.deepEqual(await lists?.list(0), {
 *   rows: Uint32Array.of(1),
 *   probabilities: Float32Array.of(0.75),
 * });
 * ```
 */
export async function openLists(
  source: ModelSource,
  { preload = false }: ListsOptions = {},
): Promise<NeighbourLists | null> {
  const name = MODEL_FILES.lists;
  const size = await source.size(name);
  if (size === null) return null;
  const header = await source.read(name, 0, Math.min(64, size));
  const path = pathIn(source, name);
  const shape = decodeListsHeader(header, path, size);
  const read = (from: number, to: number) => source.read(name, from, to);
  if (!preload) return new SourceLists(shape, path, read);
  const all = await read(0, size);
  return new SourceLists(
    shape,
    path,
    (from, to) => Promise.resolve(all.subarray(from, to)),
  );
}

class SourceLists implements NeighbourLists {
  readonly itemCount: number;
  readonly n: number;
  readonly #path: string;
  readonly #layout: ListsLayout;
  readonly #read: (from: number, to: number) => Promise<Uint8Array>;

  constructor(
    shape: ListsShape,
    path: string,
    read: (from: number, to: number) => Promise<Uint8Array>,
  ) {
    this.itemCount = shape.itemCount;
    this.n = shape.n;
    this.#path = path;
    this.#layout = listsLayout(shape);
    this.#read = read;
  }

  async list(row: number, k = this.n): Promise<NeighbourList> {
    const action = "read a neighbour list";
    const most = this.itemCount - 1;
    expectNumber(action, "the row", row, { min: 0, max: most, whole: true });
    expectNumber(action, "k", k, { min: 1, max: this.n, whole: true });
    const { rows: rowsAt, probabilities: probabilitiesAt, list } = this.#layout;
    const part = (at: number) =>
      this.#read(at + row * list, at + row * list + 4 * k).then(aligned);
    const [rowBytes, probabilityBytes] = await Promise.all([
      part(rowsAt),
      part(probabilitiesAt),
    ]);
    const rows = new Uint32Array(rowBytes.buffer, rowBytes.byteOffset, k);
    const probabilities = new Float32Array(
      probabilityBytes.buffer,
      probabilityBytes.byteOffset,
      k,
    );
    const end = rows.indexOf(NO_NEIGHBOUR);
    const found = end === -1 ? k : end;
    this.#check(row, rows, probabilities, found);
    return {
      rows: rows.subarray(0, found),
      probabilities: probabilities.subarray(0, found),
    };
  }

  #check(
    row: number,
    rows: Uint32Array,
    probabilities: Float32Array,
    found: number,
  ): void {
    let before = 1;
    for (let place = 0; place < found; place++) {
      const probability = probabilities[place]!;
      const holds = rows[place]! < this.itemCount && rows[place] !== row &&
        probability >= 0 && probability <= before;
      if (!holds) {
        throw new ArtifactError(
          `Cannot read "${this.#path}": the list of row ${row} must hold other rows below ${this.itemCount}, at falling probabilities, got ${
            rows[place]
          } at ${probability}`,
          this.#path,
        );
      }
      before = probability;
    }
  }
}

/** Returns the same bytes where numbers of four bytes can be read. */
function aligned(bytes: Uint8Array): Uint8Array {
  return bytes.byteOffset % 4 === 0 ? bytes : bytes.slice();
}
