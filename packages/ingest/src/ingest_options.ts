import type { OnProgress } from "@kindred/core";
import type { JsonValue } from "@kindred/core/artifact";
import { expectNoColumns } from "./formats/expect_no_columns.ts";
import type { FormatWishes } from "./formats/recognise_format.ts";
import { type MemoryShares, shareMemory } from "./memory_limit.ts";
import type { HttpOptions } from "./sources/http_options.ts";
import {
  type BasketOptions,
  resolveBasketOptions,
} from "./tables/basket_options.ts";

/** Which products the pairs of records may be made of. */
export const TARGET_CHOICES = {
  catalogue: "products that a record describes",
  all: "also products that a record only names",
} as const;

/** One of {@linkcode TARGET_CHOICES}. */
export type Targets = keyof typeof TARGET_CHOICES;

/** What decides about the content of a catalogue, besides its sources. */
export interface CatalogueOptions extends FormatWishes {
  /** Which products the pairs of records may be made of. Default `"catalogue"`. */
  targets?: Targets;
  /** How pairs follow from baskets. Default: see {@linkcode BasketOptions}. */
  baskets?: BasketOptions;
  /**
   * Whether a compressed source that breaks off is read as far as it goes. Default
   * false: it is an error.
   */
  allowTruncated?: boolean;
}

/** Settings of {@linkcode ingestCatalogue}. */
export interface IngestOptions extends CatalogueOptions {
  /** Whether the first line that cannot be used is an error. Default false. */
  strict?: boolean;
  /**
   * The most memory to use for joining and sorting before it is done in parts and
   * spilled to disk, at least 100 MB. Ids are held besides, about 40 bytes each
   * beside their own. Default `"4GB"`.
   */
  memoryLimit?: string;
  /** How patiently addresses are read. Default: see {@linkcode HttpOptions}. */
  http?: HttpOptions;
  /** Whether an artifact already at `out` may be replaced. Default false. */
  force?: boolean;
  /** Receives the number of bytes read. Default: nobody. */
  onProgress?: OnProgress;
  /** Stops the work, leaving nothing behind. Default: never. */
  signal?: AbortSignal;
}

/** {@linkcode IngestOptions} with the defaults in place. */
export interface IngestSettings extends IngestOptions {
  targets: Targets;
  baskets: Required<BasketOptions>;
  allowTruncated: boolean;
  strict: boolean;
  memory: MemoryShares;
}

/**
 * Returns the options with their defaults.
 *
 * @throws {KindredError} If the memory limit is no size, or columns are named of
 * what can only be records.
 * @throws {RangeError} If a choice or a number is out of range.
 */
export function resolveIngestOptions(options: IngestOptions): IngestSettings {
  const { targets = "catalogue", memoryLimit = "4GB" } = options;
  if (!Object.hasOwn(TARGET_CHOICES, targets)) {
    throw new RangeError(
      `Cannot ingest: targets must be one of ${
        Object.keys(TARGET_CHOICES).join(", ")
      }, got "${targets}"`,
    );
  }
  if (options.format === "amazon") expectNoColumns(options.columns);
  return {
    ...options,
    targets,
    baskets: resolveBasketOptions(options.baskets),
    allowTruncated: options.allowTruncated ?? false,
    strict: options.strict ?? false,
    memory: shareMemory(memoryLimit),
  };
}

/**
 * Returns the options as a manifest has them: those that decide about content.
 *
 * @param settings The options, resolved.
 */
export function manifestOptions(
  settings: IngestSettings,
): Record<string, JsonValue> {
  const { format = "auto", columns = {}, targets, baskets, allowTruncated } =
    settings;
  const named = Object.entries(columns)
    .filter((entry): entry is [string, string] => entry[1] !== undefined);
  return {
    format,
    columns: Object.fromEntries(named),
    targets,
    baskets: { ...baskets },
    allowTruncated,
  };
}
