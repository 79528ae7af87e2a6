import { KindredError } from "@kindred/core";

/** What is used of an index of usearch. */
export interface UsearchIndex {
  /** Finds the k nearest to a vector; where there are fewer, all. */
  search(
    vector: Float32Array,
    k: number,
    threads: number,
  ): { keys: BigUint64Array; distances: Float32Array };
  /** Maps a file into memory. */
  view(path: string): void;
  /** How many vectors it holds. */
  size(): number;
}

/** The class of usearch. */
export type Usearch = new (config: {
  dimensions: number;
  metric: "ip";
  quantization: "f16";
  expansion_search: number;
}) => UsearchIndex;

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
      `Cannot use an approximate index: the package usearch must be installed for this platform, got ${
        (cause as Error).message
      }`,
      { cause },
    );
  }
}
