import {
  ArtifactError,
  decodeVectorIndexFooter,
  expectNumber,
  MODEL_FILES,
  VECTOR_INDEX_FOOTER_BYTES,
  type VectorIndexLayout,
  vectorIndexLayout,
  type VectorIndexShape,
} from "@kindred/core";
import { sigmoid } from "@kindred/kernels";
import { type FolderSource, folderSource } from "../sources/folder_source.ts";
import type { NeighbourList } from "../lists/neighbour_lists.ts";
import { fromHalf } from "./_half.ts";
import { loadUsearch, type UsearchIndex } from "./_load_usearch.ts";

/** One item of a basket. */
export interface BasketItem {
  /** Its row, 0-based. */
  row: number;
  /** What it counts beside the others, a number >= 0. */
  weight: number;
}

/** Settings of {@linkcode VectorIndex.search}. */
export interface VectorSearchOptions {
  /** The bias of what the vector stands for. Default 0. */
  bias?: number;
  /** Rows that must not be found. Default none. */
  excluded?: Iterable<number>;
}

/**
 * An approximate index of the items that a training pair holds: it finds most of
 * the best, and answers baskets and vectors in about a millisecond. Calls may
 * overlap.
 */
export interface VectorIndex {
  /** How many items the model has. */
  readonly itemCount: number;
  /** How many of them are in the index. */
  readonly candidateCount: number;
  /** Numbers in a vector of the model. */
  readonly dimensions: number;
  /** Which part of the ten best it finds, in `[0, 1]`, as measured at export. */
  readonly recallAt10: number;
  /**
   * Finds what goes best with a basket: with the mean of its items' vectors and
   * biases, by their weights. Its own items are not found.
   *
   * @param basket One or more items that are in the index; not all of weight 0.
   * @param k How many, a whole number >= 1; fewer are returned where there are no
   * more.
   * @param excluded Rows that must not be found. Default none.
   * @returns Best first; vectors are of half precision, so probabilities are off by
   * some 1e-3.
   * @throws {RangeError} If the basket is empty, a weight or `k` is out of range,
   * or an item is not in the index.
   * @throws {ArtifactError} If the file was damaged since it was opened.
   */
  neighbours(
    basket: readonly BasketItem[],
    k: number,
    excluded?: Iterable<number>,
  ): Promise<NeighbourList>;
  /**
   * Finds what goes best with a vector as the model has them of its items.
   *
   * @param vector float32, shape `[dimensions]`.
   * @param k How many, a whole number >= 1.
   * @param options See {@linkcode VectorSearchOptions}.
   * @returns Best first.
   * @throws {RangeError} If the vector has another length, or a number is out of
   * range.
   */
  search(
    vector: Float32Array,
    k: number,
    options?: VectorSearchOptions,
  ): NeighbourList;
  /** Closes the file. What is mapped into memory goes with the index itself. */
  close(): Promise<void>;
}

/**
 * Opens the approximate index of a model folder: maps it into memory, and reads a
 * table of 4 bytes an item. Needs the package `usearch`, a native add-on.
 *
 * @param directory The folder.
 * @returns The index, or null where the model has none.
 * @throws {ArtifactError} If it is damaged; the error names the file.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 * @throws {KindredError} If usearch is not installed.
 */
export async function openIndex(
  directory: string,
): Promise<VectorIndex | null> {
  const source = folderSource(directory);
  try {
    const index = await openIn(source);
    if (index === null) await source.close();
    return index;
  } catch (error) {
    await source.close();
    throw error;
  }
}

async function openIn(
  source: FolderSource,
): Promise<VectorIndex | null> {
  const name = MODEL_FILES.index;
  const path = source.pathOf(name);
  const bytes = await source.size(name);
  if (bytes === null) return null;
  // Before usearch sees the file: what is cut short has no footer.
  const shape = decodeVectorIndexFooter(
    await source.read(
      name,
      Math.max(0, bytes - VECTOR_INDEX_FOOTER_BYTES),
      bytes,
    ),
    path,
    bytes,
  );
  const layout = vectorIndexLayout(shape);
  const tableEnd = layout.rows + 4 * shape.candidateCount;
  const table = await source.read(name, layout.rows, tableEnd);
  const rows = new Uint32Array(table.buffer, table.byteOffset);
  const index = await viewIndex(path, shape, layout);
  return new UsearchVectorIndex(source, shape, layout, rows, index);
}

/** Maps what usearch wrote into memory. */
async function viewIndex(
  path: string,
  { candidateCount, expansion }: VectorIndexShape,
  { width }: VectorIndexLayout,
): Promise<UsearchIndex> {
  const damaged = (found: string, cause?: unknown) =>
    new ArtifactError(
      `Cannot read "${path}": it must be an index of ${candidateCount} items, got ${found}`,
      path,
      { cause },
    );
  const Index = await loadUsearch();
  const index = new Index({
    dimensions: width,
    metric: "ip",
    quantization: "f16",
    expansion_search: expansion,
  });
  try {
    index.view(path);
  } catch (cause) {
    throw damaged((cause as Error).message, cause);
  }
  if (index.size() !== candidateCount) {
    throw damaged(`one of ${index.size()}`);
  }
  return index;
}

class UsearchVectorIndex implements VectorIndex {
  readonly itemCount: number;
  readonly candidateCount: number;
  readonly dimensions: number;
  readonly recallAt10: number;
  readonly #source: FolderSource;
  readonly #shape: VectorIndexShape;
  readonly #layout: VectorIndexLayout;
  /** Rows of the vectors in the index, ascending. */
  readonly #rows: Uint32Array;
  readonly #index: UsearchIndex;

  constructor(
    source: FolderSource,
    shape: VectorIndexShape,
    layout: VectorIndexLayout,
    rows: Uint32Array,
    index: UsearchIndex,
  ) {
    this.itemCount = shape.itemCount;
    this.candidateCount = shape.candidateCount;
    this.dimensions = shape.dimensions;
    this.recallAt10 = shape.recallAt10;
    this.#source = source;
    this.#shape = shape;
    this.#layout = layout;
    this.#rows = rows;
    this.#index = index;
  }

  async neighbours(
    basket: readonly BasketItem[],
    k: number,
    excluded: Iterable<number> = [],
  ): Promise<NeighbourList> {
    let total = 0;
    for (const { weight } of basket) {
      total += expectNumber(ACTION, "a weight", weight, { min: 0 });
    }
    if (total === 0) {
      throw new RangeError(
        `Cannot ${ACTION}: its basket must hold an item of some weight, got none`,
      );
    }
    const vectors = await Promise.all(
      basket.map(({ row }) => this.#vectorOf(row)),
    );
    // mean is (dimensions + 1): the items' vectors and biases
    const mean = new Float32Array(this.dimensions + 1);
    for (const [i, vector] of vectors.entries()) {
      const share = basket[i]!.weight / total;
      for (let j = 0; j < mean.length; j++) mean[j]! += share * vector[j]!;
    }
    return this.search(mean.subarray(0, this.dimensions), k, {
      bias: mean[this.dimensions]!,
      excluded: [...basket.map(({ row }) => row), ...excluded],
    });
  }

  search(
    vector: Float32Array,
    k: number,
    { bias = 0, excluded = [] }: VectorSearchOptions = {},
  ): NeighbourList {
    expectNumber(ACTION, "k", k, { min: 1, whole: true });
    if (vector.length !== this.dimensions) {
      throw new RangeError(
        `Cannot ${ACTION}: vectors must have length ${this.dimensions}, got ${vector.length}`,
      );
    }
    const leftOut = new Set(excluded);
    const wanted = Math.min(this.candidateCount, k + leftOut.size);
    const { keys, distances } = this.#index.search(
      this.#query(vector),
      wanted,
      1,
    );
    const rows = new Uint32Array(Math.min(k, keys.length));
    const probabilities = new Float32Array(rows.length);
    let found = 0;
    for (let i = 0; i < keys.length && found < rows.length; i++) {
      const row = Number(keys[i]);
      if (leftOut.has(row)) continue;
      rows[found] = row;
      // Its distance is 1 less the inner product.
      const logit = 1 - distances[i]! + bias + this.#shape.globalBias;
      probabilities[found++] = sigmoid(logit);
    }
    return {
      rows: rows.subarray(0, found),
      probabilities: probabilities.subarray(0, found),
    };
  }

  close(): Promise<void> {
    return this.#source.close();
  }

  /** What a candidate's vector is multiplied with, shape `[dimensions + 2]`. */
  #query(vector: Float32Array): Float32Array {
    const { crossed, dimensions } = this.#shape;
    const half = crossed ? dimensions / 2 : 0;
    const query = new Float32Array(this.#layout.width);
    query.set(vector.subarray(half));
    query.set(vector.subarray(0, half), dimensions - half);
    query[dimensions] = 1;
    return query;
  }

  /** Reads an item's vector and bias, float32, shape `[dimensions + 2]`. */
  async #vectorOf(row: number): Promise<Float32Array> {
    const place = placeOf(this.#rows, row);
    if (place === -1) {
      throw new RangeError(
        `Cannot ${ACTION}: items of a basket must be in it, got row ${row}`,
      );
    }
    const { vectors, vector, width } = this.#layout;
    const from = vectors + place * vector;
    const bytes = await this.#source.read(
      MODEL_FILES.index,
      from,
      from + vector,
    );
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
    return Float32Array.from(
      { length: width },
      (_, j) => fromHalf(view.getUint16(2 * j, true)),
    );
  }
}

/** What a search does, as messages name it. */
const ACTION = "search the approximate index";

/** Returns the place of a row among ascending rows, or -1. */
function placeOf(rows: Uint32Array, row: number): number {
  let from = 0, to = rows.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (rows[middle]! < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row ? from : -1;
}
