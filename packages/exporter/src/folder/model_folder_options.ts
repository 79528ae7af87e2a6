import { expectNumber, type OnProgress } from "@kindred/core";
import type { JsonValue } from "@kindred/core/artifact";
import { type Precision, PRECISIONS } from "../precision/precision.ts";

/** Formats in which a model folder may hold the vectors once more. */
export const VECTOR_FILES = ["word2vec", "npy"] as const;

/** One of {@linkcode VECTOR_FILES}. */
export type VectorFile = (typeof VECTOR_FILES)[number];

/** When a model folder holds an approximate index. */
export const INDEX_CHOICES = ["off", "auto", "on"] as const;

/** One of {@linkcode INDEX_CHOICES}. */
export type IndexChoice = (typeof INDEX_CHOICES)[number];

/** Items from which on the choice `auto` makes an approximate index. */
export const INDEX_FROM_ITEMS = 200_000;

/** Neighbours in each list, unless another number is asked for. */
export const DEFAULT_LISTS = 100;

/** What a model folder shall hold, and how it is written. */
export interface ModelFolderOptions {
  /** How the vectors are kept in the graphs. Default `"f32"`. */
  precision?: Precision;
  /** Neighbours in each item's list, in [0, 1000]; 0 for no lists. Default 100. */
  lists?: number;
  /**
   * Whether there is an approximate index. Default `"auto"`: from
   * {@linkcode INDEX_FROM_ITEMS} items on, where `usearch` is installed and finds
   * enough. With `"on"` it is an error if it does not.
   */
  index?: IndexChoice;
  /** Formats in which the vectors are written once more. Default none. */
  vectors?: readonly VectorFile[];
  /**
   * Whether to measure what each precision costs and loses. Its times are the only
   * thing in a model folder that differs from run to run. Default false.
   */
  precisionTable?: boolean;
  /** Threads for lists and index; no file depends on them. Default one a processor. */
  threads?: number;
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
  /** Stops the work, leaving nothing behind. Default: never. */
  signal?: AbortSignal;
  /** Receives progress. Default nobody. */
  onProgress?: OnProgress;
}

/** What of the options is in the folder: all but how it was written. */
export interface FolderContents {
  /** How the vectors are kept in the graphs. */
  precision: Precision;
  /** Neighbours in each item's list; 0 for no lists. */
  lists: number;
  /** Whether there is an approximate index. */
  index: IndexChoice;
  /** Formats in which the vectors are written once more. */
  vectors: VectorFile[];
  /** Whether there is a table of precisions. */
  precisionTable: boolean;
}

/**
 * Returns the options of a model folder as resolved.
 *
 * @param options See {@linkcode ModelFolderOptions}.
 * @throws {RangeError} If one is out of range.
 */
export function resolveFolderContents(
  options: ModelFolderOptions,
): FolderContents & Record<string, JsonValue> {
  const { precision = "f32", lists = DEFAULT_LISTS, index = "auto" } = options;
  expectOneOf("precision", precision, PRECISIONS);
  expectOneOf("index", index, INDEX_CHOICES);
  expectNumber("export", "lists", lists, { min: 0, max: 1000, whole: true });
  const vectors = VECTOR_FILES.filter((name) =>
    options.vectors?.includes(name)
  );
  for (const name of options.vectors ?? []) {
    expectOneOf("vectors", name, VECTOR_FILES);
  }
  return {
    precision,
    lists,
    index,
    vectors,
    precisionTable: options.precisionTable ?? false,
  };
}

function expectOneOf(
  name: string,
  value: string,
  allowed: readonly string[],
): void {
  if (!allowed.includes(value)) {
    throw new RangeError(
      `Cannot export: ${name} must be one of ${
        allowed.join(", ")
      }, got "${value}"`,
    );
  }
}
