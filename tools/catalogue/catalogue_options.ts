import { expectNumber } from "@kindred/core";
import { FORMAT_NAMES, type FormatName } from "./formats/record_format.ts";
import { type CatalogueShape, type PresetName, PRESETS } from "./presets.ts";
import { type OrderName, ORDERS } from "./record_order.ts";

/** What a catalogue is made from; equal options make equal bytes. */
export interface CatalogueOptions {
  /** Where the shape is taken from that is not given. Default `electronics`. */
  preset?: PresetName;
  /** Products with a record, in [2, 50,000,000]. Default the preset's. */
  records?: number;
  /**
   * Products in a pair, in [2, records]. Default the preset's share of the
   * records.
   */
  items?: number;
  /**
   * Distinct unordered pairs, met within 1 % (or 5 pairs). Default the preset's
   * number for each item.
   */
  pairs?: number;
  /**
   * Share of links to products without a record, in [0, 0.9], met within 0.02
   * where lists have room. Default the preset's.
   */
  dangling?: number;
  /** Broken lines for each record, in [0, 1]. Default 1e-4. */
  broken?: number;
  /** The release whose format is written. Default `2014`. */
  format?: FormatName;
  /** Order of the records. Default `shuffled`. */
  order?: OrderName;
  /** Decides everything else, a whole number in [0, 2^53). Default 1. */
  seed?: number;
}

/** Options with nothing left open. */
export interface ResolvedOptions {
  /** What is made. */
  shape: CatalogueShape;
  /** Broken lines for each record. */
  broken: number;
  /** The format. */
  format: FormatName;
  /** The order of the records. */
  order: OrderName;
  /** The seed. */
  seed: number;
}

/** Most records: with all that lists name, every product has an ISBN. */
const RECORD_LIMIT = 50_000_000;

/**
 * Returns the options with the defaults filled in.
 *
 * @throws {RangeError} If a value is out of range.
 */
export function resolveOptions(options: CatalogueOptions): ResolvedOptions {
  const preset = PRESETS[
    expectChoice("preset", options.preset ?? "electronics", [
      ...Object.keys(PRESETS) as PresetName[],
    ])
  ];
  const whole = (name: string, value: number, min: number, max: number) =>
    expectNumber("make a catalogue", name, value, { whole: true, min, max });
  const share = (name: string, value: number, max: number) =>
    expectNumber("make a catalogue", name, value, { min: 0, max });

  const records = whole(
    "records",
    options.records ?? preset.records,
    2,
    RECORD_LIMIT,
  );
  const items = whole(
    "items",
    options.items ??
      Math.max(2, Math.round(preset.items / preset.records * records)),
    2,
    records,
  );
  const mostPairs = items * (items - 1) / 2;
  const pairs = whole(
    "pairs",
    // A few items cannot have as many pairs each as half a million.
    options.pairs ?? Math.max(
      1,
      Math.round(Math.min(preset.pairs / preset.items * items, mostPairs / 2)),
    ),
    1,
    mostPairs,
  );
  return {
    shape: {
      ...preset,
      records,
      items,
      pairs,
      dangling: share("dangling", options.dangling ?? preset.dangling, 0.9),
    },
    broken: share("broken", options.broken ?? 1e-4, 1),
    format: expectChoice("format", options.format ?? "2014", FORMAT_NAMES),
    order: expectChoice("order", options.order ?? "shuffled", ORDERS),
    seed: whole("seed", options.seed ?? 1, 0, Number.MAX_SAFE_INTEGER),
  };
}

function expectChoice<T extends string>(
  name: string,
  value: T,
  choices: readonly T[],
): T {
  if (!choices.includes(value)) {
    throw new RangeError(
      `Cannot make a catalogue: ${name} must be one of ${
        choices.join(", ")
      }, got "${value}"`,
    );
  }
  return value;
}
