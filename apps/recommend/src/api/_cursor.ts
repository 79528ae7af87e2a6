import { fnv1a } from "@kindred/core";
import type { ModelInfo } from "@kindred/recommender";
import { InvalidParameterError } from "../_problem.ts";

/** What a list of items is of: a cursor fits no other. */
export interface ListOf {
  /** The model. */
  info: ModelInfo;
  /** What was searched for; empty for all items. */
  query: string;
}

/** Returns what leads to the items that follow the first `offset` ones. */
export function writeCursor(offset: number, list: ListOf): string {
  return `${offset.toString(36)}-${markOf(list)}`;
}

/**
 * Returns how many items a cursor leaves out.
 *
 * @throws {InvalidParameterError} If it is none, or one of another list.
 */
export function readCursor(cursor: string, list: ListOf): number {
  const [, offset, mark] = /^([0-9a-z]{1,10})-([0-9a-z]{1,7})$/.exec(cursor) ??
    [];
  if (offset === undefined) {
    throw complaint("one that was returned as next_cursor", cursor);
  }
  if (mark !== markOf(list)) {
    throw complaint("of the same q and of the model that answers now", cursor);
  }
  return parseInt(offset, 36);
}

function markOf({ info, query }: ListOf): string {
  const { sha256, itemCount } = info;
  return fnv1a(`${sha256} ${itemCount} ${query}`).toString(36);
}

function complaint(wanted: string, cursor: string): InvalidParameterError {
  return new InvalidParameterError(
    "cursor",
    `Cannot search: cursor must be ${wanted}, got ${
      JSON.stringify(cursor.slice(0, 100))
    }`,
  );
}
