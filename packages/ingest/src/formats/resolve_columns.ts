import { KindredError, nearestSpellings } from "@kindred/core";
import {
  type ColumnIndices,
  type ColumnNames,
  type ColumnRole,
  DEFAULT_NAMES,
  PAIR_NAMES,
  plainName,
  REVIEW_NAMES,
} from "./column_roles.ts";
import type { TableKind } from "./table_format.ts";

/** What is needed of a table's columns, by what its rows are. */
const REQUIRED: Readonly<Record<TableKind, readonly ColumnRole[]>> = {
  pairs: ["left", "right"],
  interactions: ["basket", "item"],
  items: ["item"],
};

/** Columns about an item, which may stand in another of several sources. */
const DESCRIPTIVE = ["title", "brand", "price", "category"] as const;

const OPTIONAL: Readonly<Record<TableKind, readonly ColumnRole[]>> = {
  pairs: ["relation", "weight", "time"],
  interactions: ["time", "quantity", ...DESCRIPTIVE],
  items: DESCRIPTIVE,
};

/** A table whose columns are to be told apart. */
export interface NamedTable {
  /** The source, as it was named. */
  source: string;
  /** The names of its columns, in order. */
  names: readonly string[];
  /** The columns that a person named. */
  wanted: ColumnNames;
}

/**
 * Returns what a table's rows are and which columns say what: by the names that a
 * person gave, else by the usual names. A column that names a relation goes before
 * one with weights, unless only the weight was named.
 *
 * @param table The names of its columns, and those wanted.
 * @param kind What its rows are, if that is known.
 * @returns Null if no usual names are found, and none were wanted.
 * @throws {KindredError} If a wanted column is lacking, or one that is needed is
 * not found, or several could be it.
 */
export function resolveColumns(
  table: NamedTable,
  kind?: TableKind,
): { kind: TableKind; columns: ColumnIndices } | null {
  const decided = kind ?? decideKind(table);
  if (decided === null) return null;
  const columns: ColumnIndices = decided === "pairs"
    ? findPair(table)
    : Object.fromEntries(
      REQUIRED[decided].map((role) => [role, findRequired(table, role)]),
    );
  for (const role of OPTIONAL[decided]) {
    const column = findOptional(table, role, decided);
    if (column !== null) columns[role] = column;
  }
  if (columns.relation !== undefined && columns.weight !== undefined) {
    const isWeightWanted = table.wanted.weight !== undefined &&
      table.wanted.relation === undefined;
    delete columns[isWeightWanted ? "relation" : "weight"];
  }
  return { kind: decided, columns };
}

/**
 * Checks that each column that a person named was found in one of the sources:
 * a title may stand beside the item in one and be absent from the other.
 *
 * @param tables The names of the columns of each source.
 * @param wanted The columns that a person named.
 * @throws {KindredError} If a column is in none; with the nearest spelling.
 */
export function expectWantedColumns(
  tables: readonly { source: string; names: readonly string[] }[],
  wanted: ColumnNames,
): void {
  for (const role of DESCRIPTIVE) {
    const name = wanted[role];
    if (name === undefined) continue;
    if (tables.some(({ names }) => names.includes(name))) continue;
    const names = [...new Set(tables.flatMap((table) => table.names))];
    const sources = tables.map(({ source }) => source).join(`", "`);
    throw missingColumn({ source: sources, names, wanted }, role, name);
  }
}

function decideKind(table: NamedTable): TableKind | null {
  const { source, wanted } = table;
  const namesPair = wanted.left !== undefined || wanted.right !== undefined;
  const namesBasket = wanted.basket !== undefined;
  if (namesPair && namesBasket) {
    throw new KindredError(
      `Cannot read "${source}": columns must be named either as pairs or as baskets, got --left or --right and --basket`,
    );
  }
  if (namesPair) return "pairs";
  const hasItem = wanted.item !== undefined ||
    candidates(table, "item").length > 0;
  const hasBasket = candidates(table, "basket").length > 0 ||
    namesBasket && table.names.includes(wanted.basket!);
  const describes = DESCRIPTIVE.some((role) =>
    candidates(table, role).length > 0 ||
    wanted[role] !== undefined && table.names.includes(wanted[role])
  );
  if (namesBasket || wanted.item !== undefined) {
    // Beside the baskets of one source another may describe the items.
    return !hasBasket && hasItem && describes ? "items" : "interactions";
  }
  const isPairs = pairsFound(table).length > 0;
  const isInteractions = hasItem && hasBasket;
  if (isPairs && isInteractions) {
    throw new KindredError(
      `Cannot read "${source}": its columns must say either which items are a pair or which are in a basket, got ${
        listed(table.names)
      }; --format pairs or --format interactions decides`,
    );
  }
  if (isPairs) return "pairs";
  if (isInteractions) return "interactions";
  return hasItem && describes ? "items" : null;
}

function findPair(table: NamedTable): ColumnIndices {
  const { source, names, wanted } = table;
  const found = pairsFound(table);
  const isNamed = wanted.left !== undefined && wanted.right !== undefined;
  if (isNamed || found.length === 1) {
    const [left, right] = isNamed ? [] : found[0]!;
    const columns = {
      left: wanted.left === undefined ? left! : findWanted(table, "left"),
      right: wanted.right === undefined ? right! : findWanted(table, "right"),
    };
    if (columns.left !== columns.right) return columns;
  }
  // A name that is not there explains more than that there is no pair.
  if (wanted.left !== undefined) findWanted(table, "left");
  if (wanted.right !== undefined) findWanted(table, "right");
  throw new KindredError(
    `Cannot read "${source}" as pairs: two columns must name the items, got ${
      found.length > 1
        ? found.map(([l, r]) => `"${names[l]}" and "${names[r]}"`).join(", ")
        : listed(names)
    }; name them with --left and --right`,
  );
}

/** The pairs of columns with usual names; a wanted one stands for any of its side. */
function pairsFound(
  { names, wanted }: NamedTable,
): (readonly [left: number, right: number])[] {
  const plain = names.map(plainName);
  const found = PAIR_NAMES.map(([left, right]) =>
    [
      wanted.left === undefined
        ? plain.indexOf(left)
        : names.indexOf(wanted.left),
      wanted.right === undefined
        ? plain.indexOf(right)
        : names.indexOf(wanted.right),
    ] as const
  ).filter(([left, right]) => left >= 0 && right >= 0 && left !== right);
  return found.filter((pair, i) =>
    found.findIndex(([l, r]) => l === pair[0] && r === pair[1]) === i
  );
}

function findRequired(table: NamedTable, role: ColumnRole): number {
  if (table.wanted[role] !== undefined) return findWanted(table, role);
  const found = candidates(table, role);
  if (found.length === 1) return found[0]!;
  throw new KindredError(
    `Cannot read "${table.source}": one column must be the ${role}, got ${
      listed(found.length > 1 ? found.map((c) => table.names[c]!) : table.names)
    }; name it with --${role}`,
  );
}

function findOptional(
  table: NamedTable,
  role: ColumnRole,
  kind: TableKind,
): number | null {
  const { names, wanted } = table;
  const name = wanted[role];
  if (name !== undefined) {
    const isElsewhere = DESCRIPTIVE.some((other) => other === role) &&
      !names.includes(name);
    return isElsewhere ? null : findWanted(table, role);
  }
  const isReview = kind === "interactions" && role === "title" &&
    names.some((other) => REVIEW_NAMES.includes(plainName(other)));
  return isReview ? null : candidates(table, role)[0] ?? null;
}

/** The columns with the usual names of a role that no other role was given. */
function candidates({ names, wanted }: NamedTable, role: ColumnRole): number[] {
  if (role === "left" || role === "right") return [];
  const taken = Object.values(wanted);
  const plain = names.map((name) =>
    taken.includes(name) ? "" : plainName(name)
  );
  for (const list of DEFAULT_NAMES[role]) {
    const found = plain.flatMap((name, c) => list.includes(name) ? [c] : []);
    if (found.length > 0) return found;
  }
  return [];
}

function findWanted(table: NamedTable, role: ColumnRole): number {
  const { source, names, wanted } = table;
  const name = wanted[role]!;
  const column = names.indexOf(name);
  if (column < 0) throw missingColumn(table, role, name);
  if (names.indexOf(name, column + 1) >= 0) {
    throw new KindredError(
      `Cannot read "${source}": one column must be named "${name}", got several`,
    );
  }
  return column;
}

function missingColumn(
  { source, names }: NamedTable,
  role: ColumnRole,
  name: string,
): KindredError {
  const near = nearestSpellings(name, names, 1);
  return new KindredError(
    `Cannot read "${source}": --${role} must name one of its columns, got "${name}"${
      near.length > 0 ? `; did you mean "${near[0]}"` : ""
    } among ${listed(names)}`,
  );
}

/** At most 20 names, quoted. */
function listed(names: readonly string[]): string {
  if (names.length === 0) return "none";
  const shown = names.slice(0, 20).map((name) => JSON.stringify(name));
  if (names.length > 20) shown.push(`${names.length - 20} more`);
  return shown.join(", ");
}
