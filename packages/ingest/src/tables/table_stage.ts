import { KindredError } from "@kindred/core";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { TableFormat } from "../formats/table_format.ts";
import type { IdTable } from "../records/id_table.ts";
import type { SkipLog } from "../skip_log.ts";
import type { BasketOptions } from "./basket_options.ts";
import {
  type BasketFigures,
  deriveBasketPairs,
} from "./derive_basket_pairs.ts";
import {
  deriveListedPairs,
  type ListedFigures,
  type ListedKind,
} from "./derive_listed_pairs.ts";
import { ItemDescriptions } from "./item_descriptions.ts";
import { NumberRows } from "./number_rows.ts";
import { readDelimited } from "./read_delimited.ts";
import { readJsonRows } from "./read_json_rows.ts";
import { readParquetRows } from "./read_parquet_rows.ts";
import {
  interactionSink,
  itemSink,
  pairSink,
  type RowSink,
} from "./row_sinks.ts";
import { RowTaker } from "./row_taker.ts";
import { writeIds } from "./write_ids.ts";

/** Each kind of list in words. */
const PAIRS_WITH: Readonly<Record<ListedKind, string>> = {
  relations: "pairs with relations",
  weights: "pairs with weights",
  neither: "pairs with neither relations nor weights",
};

/** Where the rows of a table come from. */
export interface TableSource {
  /** What it is called in messages and reports. */
  name: string;
  /** What it holds. */
  format: TableFormat;
  /** Its bytes, decompressed; of a Parquet file the path. */
  content: AsyncIterable<Uint8Array> | string;
}

/** What the tables came to. */
export interface TableFigures {
  /** Rows of an item with itself, not used. */
  selfPairs: number;
  /** What came of listed pairs; absent where there are none. */
  lists?: ListedFigures;
  /** What came of baskets; absent where there are none. */
  baskets?: BasketFigures;
}

/** What a {@linkcode TableStage} works with. */
export interface TableStageParts {
  /** A fresh code table for the ids of items. */
  ids: IdTable;
  /** A fresh code table for the ids of baskets. */
  baskets: IdTable;
  /** Where rows that are not used are counted. */
  skipped: SkipLog;
  /** The most that DuckDB may hold while it reads a Parquet file, in bytes. */
  memoryBytes: number;
}

/** Tables in which the rows of one or more sources are gathered. */
export class TableStage {
  readonly #connection: DuckDBConnection;
  readonly #ids: IdTable;
  readonly #baskets: IdTable;
  readonly #skipped: SkipLog;
  readonly #memoryBytes: number;
  readonly #descriptions: ItemDescriptions;
  #interactions: NumberRows | undefined;
  #listed: NumberRows | undefined;
  /** The first source of pairs, and what it says of them. */
  #lists: { source: string; kind: ListedKind } | undefined;
  #firstBaskets: string | undefined;
  /** The first source of pairs or baskets that has no times. */
  #untimed: string | undefined;
  #selfPairs = 0;

  private constructor(
    connection: DuckDBConnection,
    parts: TableStageParts,
    descriptions: ItemDescriptions,
  ) {
    this.#connection = connection;
    this.#ids = parts.ids;
    this.#baskets = parts.baskets;
    this.#skipped = parts.skipped;
    this.#memoryBytes = parts.memoryBytes;
    this.#descriptions = descriptions;
  }

  /**
   * Creates the empty tables.
   *
   * @param connection An open connection.
   * @param parts See {@linkcode TableStageParts}.
   */
  static async create(
    connection: DuckDBConnection,
    parts: TableStageParts,
  ): Promise<TableStage> {
    return new TableStage(
      connection,
      parts,
      await ItemDescriptions.create(connection),
    );
  }

  /**
   * Reads all rows of a source. Rows that cannot be used are counted by reason and
   * located; a row that is refused for one id may leave the other among the ids.
   *
   * @param source The source.
   * @param signal Stops the work.
   * @returns How many rows it has, used or not.
   * @throws {KindredError} If it does not go with the sources before it, or is a
   * Parquet file that cannot be read.
   * @throws {OutOfRoomError} If a Parquet file wants more memory than it may have.
   */
  async read(source: TableSource, signal?: AbortSignal): Promise<number> {
    const { name, format, content } = source;
    const sink = await this.#sinkFor(name, format);
    const taker = new RowTaker(name, format, sink, this.#skipped, signal);
    if (typeof content === "string") {
      const table = { path: content, name, format };
      await readParquetRows(table, taker, this.#memoryBytes);
    } else if (format.syntax === "ndjson") {
      await readJsonRows(content, format, taker);
    } else await readDelimited(content, format, taker);
    return taker.rows;
  }

  /**
   * Makes `ids` (code, id) and `edges` (a, b, and directions or weight, and
   * perhaps time) of what was read, and adds what was read about items to
   * `products`, which must be there. No source may be read afterwards.
   *
   * @param options How pairs follow from baskets.
   * @throws {KindredError} If there are neither pairs nor baskets, or counts are
   * to decay and a source has no times.
   * @throws {RangeError} If an option is out of range.
   */
  async derive(options: BasketOptions = {}): Promise<TableFigures> {
    this.#descriptions.close();
    await writeIds(this.#connection, this.#ids);
    await this.#descriptions.addToProducts();
    const timed = this.#untimed === undefined;
    const figures: TableFigures = { selfPairs: this.#selfPairs };
    if (this.#interactions !== undefined) {
      this.#interactions.close();
      this.#expectTimes(options);
      figures.baskets = await deriveBasketPairs(
        this.#connection,
        timed,
        options,
      );
    } else if (this.#listed !== undefined) {
      this.#listed.close();
      figures.lists = await deriveListedPairs(
        this.#connection,
        this.#lists!.kind,
        timed,
      );
    } else {
      throw new KindredError(
        "Cannot pair items: a source must hold pairs or baskets, got only descriptions of items",
      );
    }
    return figures;
  }

  async #sinkFor(name: string, format: TableFormat): Promise<RowSink> {
    const { columns, kind } = format;
    if (kind !== "items" && columns.time === undefined) this.#untimed ??= name;
    switch (kind) {
      case "pairs": {
        this.#expectSame(name, kindOfList(format));
        const rows = this.#listed ??= await NumberRows.create(
          this.#connection,
          "listed",
          {
            a: "uint32",
            b: "uint32",
            directions: "uint8",
            weight: "float64",
            time: "float64",
          },
        );
        return pairSink(columns, this.#ids, rows, () => this.#selfPairs++);
      }
      case "interactions": {
        if (this.#lists !== undefined) {
          throw mixed(name, "baskets", this.#lists.source, "pairs");
        }
        this.#firstBaskets ??= name;
        const rows = this.#interactions ??= await NumberRows.create(
          this.#connection,
          "interactions",
          { basket: "uint32", item: "uint32", time: "float64" },
        );
        return interactionSink(
          columns,
          this.#ids,
          this.#baskets,
          rows,
          this.#descriptions,
        );
      }
      case "items":
        return itemSink(columns, this.#ids, this.#descriptions);
    }
  }

  #expectSame(name: string, kind: ListedKind): void {
    if (this.#firstBaskets !== undefined) {
      throw mixed(name, "pairs", this.#firstBaskets, "baskets");
    }
    this.#lists ??= { source: name, kind };
    if (this.#lists.kind !== kind) {
      throw mixed(
        name,
        PAIRS_WITH[kind],
        this.#lists.source,
        PAIRS_WITH[this.#lists.kind],
      );
    }
  }

  #expectTimes({ halfLife }: BasketOptions): void {
    if (halfLife === undefined || halfLife === null) return;
    if (this.#untimed === undefined) return;
    throw new KindredError(
      `Cannot let counts decay: every source must have a column of times, got none in "${this.#untimed}"`,
    );
  }
}

function kindOfList({ columns }: TableFormat): ListedKind {
  if (columns.relation !== undefined) return "relations";
  return columns.weight === undefined ? "neither" : "weights";
}

function mixed(
  name: string,
  kind: string,
  otherName: string,
  otherKind: string,
): KindredError {
  return new KindredError(
    `Cannot read "${name}": all sources must hold the same, got ${kind} beside ${otherKind} in "${otherName}"`,
  );
}
