/** What the search thread begins with. */
export interface SearchSetup {
  /** The model's `items.ndjson`. */
  path: string;
  /** How many items it has. */
  itemCount: number;
}

/** A search. */
export interface SearchRequest {
  /** Its number, from 1. */
  id: number;
  /** What was typed. */
  query: string;
  /** How many rows to return at most. */
  limit: number;
}

/** What the search thread says. */
export interface SearchReply {
  /** Number of the search; 0 tells of the index. */
  id: number;
  /** Rows, best first; null where it failed. */
  rows: number[] | null;
  /** Why it failed. */
  message?: string;
}
