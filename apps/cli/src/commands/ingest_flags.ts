import {
  BASKET_WEIGHTS,
  type BasketWeight,
  COLUMN_ROLES,
  type ColumnRole,
  FORMAT_CHOICES,
  type FormatChoice,
  type IngestOptions,
  resolveBasketOptions,
  TARGET_CHOICES,
  type Targets,
} from "@kindred/ingest";
import type { Flags, FlagValues, TextFlag } from "../arguments/flag.ts";

const BASKETS = resolveBasketOptions();

/** What each column that can be named says. */
const COLUMN_HELP: Readonly<Record<ColumnRole, string>> = {
  left: "column of one item of a pair",
  right: "column of the other item of a pair",
  relation: "column of how left names right, such as also_bought",
  weight: "column of how strongly a pair goes together",
  basket: "column of what holds items together: an order, a session, a user",
  item: "column of the item in a basket",
  time: "column of when, as seconds since 1970 or ISO 8601",
  quantity: "column of how many; rows with 0 or less are passed over",
  title: "column of the item's title",
  brand: "column of the item's brand",
  price: "column of the item's price",
  category: "column of the item's categories",
};

const COLUMN_FLAGS = Object.fromEntries(
  COLUMN_ROLES.map((role) => [role, {
    kind: "text",
    value: "COLUMN",
    help: COLUMN_HELP[role],
  }]),
) as Record<ColumnRole, TextFlag & { required?: false; default?: never }>;

/** Flags of reading sources. */
export const INGEST_FLAGS = {
  format: {
    kind: "choice",
    choices: Object.keys(FORMAT_CHOICES) as FormatChoice[],
    default: "auto",
    help: "what the sources are; auto sees by their first bytes",
  },
  ...COLUMN_FLAGS,
  targets: {
    kind: "choice",
    choices: Object.keys(TARGET_CHOICES) as Targets[],
    default: "catalogue",
    help: "pair products that records describe, or also those they only name",
  },
  minSupport: {
    kind: "number",
    min: 1,
    whole: true,
    default: BASKETS.minSupport,
    help: "fewest baskets that hold both items of a pair",
  },
  basketWeight: {
    kind: "choice",
    choices: Object.keys(BASKET_WEIGHTS) as BasketWeight[],
    default: BASKETS.weight,
    help: "what makes the weight of a pair in baskets",
  },
  basketCap: {
    kind: "number",
    min: 2,
    whole: true,
    default: BASKETS.basketCap,
    help: "most items of one basket that are used",
  },
  halfLife: {
    kind: "number",
    min: 0,
    default: 0,
    help: "days after which a basket counts half; 0 for never",
  },
  strict: { kind: "switch", help: "fail at the first line that is not usable" },
  allowTruncated: {
    kind: "switch",
    help: "use what is whole of a compressed file that breaks off",
  },
  memoryLimit: {
    kind: "text",
    value: "SIZE",
    default: "4GB",
    pattern: {
      matches: /^\d+(\.\d+)? ?[KMGT]i?B$/i,
      words: "a size such as 512MB or 4GB",
    },
    help: "memory for joining and sorting, before the disk is used",
  },
} as const satisfies Flags;

/** Returns the options of ingest from its flags. */
export function toIngestOptions(
  flags: FlagValues<typeof INGEST_FLAGS>,
): IngestOptions {
  const { format, targets, strict, allowTruncated, memoryLimit } = flags;
  const { minSupport, basketWeight, basketCap, halfLife } = flags;
  return {
    format,
    columns: Object.fromEntries(
      COLUMN_ROLES.map((role) => [role, flags[role]]),
    ),
    targets,
    baskets: {
      minSupport,
      weight: basketWeight,
      basketCap,
      halfLife: halfLife === 0 ? null : halfLife,
    },
    strict,
    allowTruncated,
    memoryLimit,
  };
}
