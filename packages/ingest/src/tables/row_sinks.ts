import { type Relation, RELATIONS } from "@kindred/core";
import type { ColumnIndices } from "../formats/column_roles.ts";
import type { SkipReason } from "../ingest_report.ts";
import type { IdTable } from "../records/id_table.ts";
import { type Cells, ID_TOO_LONG, NOT_UTF8 } from "./cells.ts";
import type { ItemDescriptions } from "./item_descriptions.ts";
import type { NumberRows } from "./number_rows.ts";

/** Why a row is not used. */
export interface RowRefusal {
  /** The reason. */
  reason: SkipReason;
  /** The column that is at fault. */
  column: number;
}

/** Takes a row; returns why it is not used, or null if it is. */
export type RowSink = (cells: Cells) => RowRefusal | null;

/** Other names of relations: those of the 2018 metadata. */
const ALIASES: Readonly<Record<string, Relation>> = {
  also_buy: "also_bought",
  also_view: "also_viewed",
};

/** Returns a sink that keeps pairs, and counts those of an item with itself. */
export function pairSink(
  columns: ColumnIndices,
  ids: IdTable,
  rows: NumberRows,
  countSelf: () => void,
): RowSink {
  const { relation, weight, time } = columns;
  const left = columns.left!;
  const right = columns.right!;
  return (cells) => {
    let code = 0;
    if (relation !== undefined) {
      code = relationOf(cells.text(relation));
      if (code < 0) return { reason: "relation", column: relation };
    }
    let value = 1;
    if (weight !== undefined) {
      value = cells.number(weight);
      if (!isWeight(value)) return { reason: "weight", column: weight };
    }
    let seconds = NaN;
    if (time !== undefined) {
      seconds = cells.time(time);
      if (Number.isNaN(seconds)) return { reason: "time", column: time };
    }
    const a = cells.intern(left, ids);
    if (a < 0) return { reason: idRefusal(a), column: left };
    const b = cells.intern(right, ids);
    if (b < 0) return { reason: idRefusal(b), column: right };
    if (a === b) countSelf();
    else {
      const directions = relation === undefined
        ? 0
        : 1 << 2 * code + (a < b ? 0 : 1);
      rows.add([Math.min(a, b), Math.max(a, b), directions, value, seconds]);
    }
    return null;
  };
}

/** Returns a sink that keeps which basket held which item, and its description. */
export function interactionSink(
  columns: ColumnIndices,
  ids: IdTable,
  baskets: IdTable,
  rows: NumberRows,
  descriptions: ItemDescriptions,
): RowSink {
  const { quantity, time } = columns;
  const basket = columns.basket!;
  const item = columns.item!;
  return (cells) => {
    if (quantity !== undefined) {
      const bought = cells.number(quantity);
      if (Number.isNaN(bought)) return { reason: "quantity", column: quantity };
      if (bought <= 0) return { reason: "return", column: quantity };
    }
    let seconds = NaN;
    if (time !== undefined) {
      seconds = cells.time(time);
      if (Number.isNaN(seconds)) return { reason: "time", column: time };
    }
    const basketCode = cells.intern(basket, baskets);
    if (basketCode < 0) {
      return { reason: idRefusal(basketCode), column: basket };
    }
    const code = cells.intern(item, ids);
    if (code < 0) return { reason: idRefusal(code), column: item };
    rows.add([basketCode, code, seconds]);
    descriptions.add(code, cells, columns);
    return null;
  };
}

/** Returns a sink that keeps descriptions of items. */
export function itemSink(
  columns: ColumnIndices,
  ids: IdTable,
  descriptions: ItemDescriptions,
): RowSink {
  const item = columns.item!;
  return (cells) => {
    const code = cells.intern(item, ids);
    if (code < 0) return { reason: idRefusal(code), column: item };
    descriptions.add(code, cells, columns);
    return null;
  };
}

/** What single precision holds with room for the sum of many. */
function isWeight(weight: number): boolean {
  return weight >= 1e-30 && weight <= 1e30;
}

/** Place of a relation among RELATIONS, or -1. */
function relationOf(text: string): number {
  const name = text.toLowerCase().replace(/[\s-]/g, "_");
  return RELATIONS.indexOf(ALIASES[name] ?? name as Relation);
}

function idRefusal(outcome: number): RowRefusal["reason"] {
  if (outcome === NOT_UTF8) return "encoding";
  return outcome === ID_TOO_LONG ? "id-too-long" : "no-id";
}
