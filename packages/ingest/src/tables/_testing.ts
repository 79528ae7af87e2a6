// What the tests of tables share.
import { queryRows, withDuckDb } from "@kindred/core/parquet";
import type { DuckDBConnection } from "@duckdb/node-api";
import {
  type FormatWishes,
  recogniseFormat,
} from "../formats/recognise_format.ts";
import type { TableFormat } from "../formats/table_format.ts";
import { createProductTable } from "../catalogue/product_table.ts";
import type { Skips } from "../ingest_report.ts";
import { IdTable } from "../records/id_table.ts";
import { SkipLog } from "../skip_log.ts";
import type { BasketOptions } from "./basket_options.ts";
import { type TableFigures, TableStage } from "./table_stage.ts";

/** A source of text, by its name. */
export interface TestSource {
  name: string;
  content: string | Uint8Array;
  wishes?: FormatWishes;
}

/** What tables came to, with ids in place of codes. */
export interface Derived {
  figures: TableFigures;
  skipped: Skips;
  /** Rows of each source. */
  rows: number[];
  /** Sorted; smaller id first. */
  edges: {
    a: string;
    b: string;
    weight?: number;
    directions?: number;
    time?: number;
  }[];
  /** Title, brand, price and categories by id. */
  products: Record<string, unknown[]>;
}

/** Hands a stage to `use`, beside its connection and what it skips. */
export async function withStage<T>(
  use: (
    stage: TableStage,
    connection: DuckDBConnection,
    skipped: SkipLog,
  ) => Promise<T>,
  { threads = 2, memoryBytes = 4e9 } = {},
): Promise<T> {
  return await withDuckDb(async (connection) => {
    await createProductTable(connection);
    const skipped = new SkipLog();
    const stage = await TableStage.create(connection, {
      ids: new IdTable(),
      baskets: new IdTable(),
      skipped,
      memoryBytes,
    });
    return await use(stage, connection, skipped);
  }, { threads });
}

/** The bytes of a text in pieces of 7 bytes. */
export async function* inPieces(
  content: string | Uint8Array,
): AsyncGenerator<Uint8Array> {
  const bytes = typeof content === "string"
    ? new TextEncoder().encode(content)
    : content;
  const size = Math.max(7, bytes.length >> 8);
  for (let at = 0; at < bytes.length; at += size) {
    yield bytes.slice(at, at + size);
  }
}

/** Recognises, reads and derives. */
export async function deriveTables(
  sources: readonly TestSource[],
  options: BasketOptions = {},
  threads = 2,
): Promise<Derived> {
  return await withStage(async (stage, connection, skipped) => {
    const rows: number[] = [];
    for (const { name, content, wishes } of sources) {
      const head = typeof content === "string"
        ? new TextEncoder().encode(content)
        : content;
      const format = recogniseFormat(name, head.subarray(0, 65536), wishes);
      rows.push(
        await stage.read({
          name,
          format: format as TableFormat,
          content: inPieces(content),
        }),
      );
    }
    const figures = await stage.derive(options);
    return {
      figures,
      skipped: skipped.skips,
      rows,
      ...await readDerived(connection),
    };
  }, { threads });
}

/** Reads `edges` and `products`. */
export async function readDerived(
  connection: DuckDBConnection,
): Promise<Pick<Derived, "edges" | "products">> {
  const columns = (await queryRows(connection, "DESCRIBE edges"))
    .map(([name]) => String(name)).slice(2);
  const edges = await queryRows(
    connection,
    `SELECT least(i.id, j.id), greatest(i.id, j.id), ${columns}
     FROM edges JOIN ids i ON i.code = a JOIN ids j ON j.code = b ORDER BY ALL`,
  );
  const products = await queryRows(
    connection,
    "SELECT id, title, brand, price, array_to_string(categories, '/') FROM products",
  );
  return {
    edges: edges.map(([a, b, ...values]) => ({
      a: String(a),
      b: String(b),
      ...Object.fromEntries(values.map((value, i) => [columns[i], value])),
    })),
    products: Object.fromEntries(
      products.map(([id, ...values]) => [String(id), values]),
    ),
  };
}
