import { KindredError } from "@kindred/core";

/** What is used of an index of usearch. */
export interface UsearchIndex {
  /** Adds vectors, float32 `[n, dimensions]`, under keys, uint64 `[n]`. */
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
  /** Finds the k nearest to a vector; where there are fewer, all. */
  search(
    vector: Float32Array,
    k: number,
    threads: number,
  ): { keys: BigUint64Array; distances: Float32Array };
  /** Writes a file. */
  save(path: string): void;
  /** Maps a file into memory. */
  view(path: string): void;
}

/** How an index is made; the names are those of usearch. */
export interface UsearchConfig {
  dimensions: number;
  metric: "ip";
  quantization: "f16";
  connectivity: number;
  expansion_add: number;
  expansion_search: number;
}

/** The class of usearch. */
export type Usearch = new (config: UsearchConfig) => UsearchIndex;

/**
 * Loads usearch, a native add-on that nothing else needs.
 *
 * @throws {KindredError} If it is not there, or not for this machine.
 */
export async function loadUsearch(): Promise<Usearch> {
  // No literal: neither bundlers nor the type-checker shall look for it.
  const name: string = "usearch";
  try {
    return (await import(name)).Index;
  } catch (cause) {
    throw new KindredError(
      `Cannot make an approximate index: the package usearch must be installed for this platform, got ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
}
