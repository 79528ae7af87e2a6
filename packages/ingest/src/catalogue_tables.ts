import { type Relation, RELATIONS } from "@kindred/core";
import { CATALOGUE_FILES } from "@kindred/core/artifact";
import { queryRows, sqlText } from "@kindred/core/parquet";
import type { DuckDBConnection, DuckDBListValue } from "@duckdb/node-api";
import { join } from "node:path";
import { BufferedAppender } from "./buffered_appender.ts";
import {
  type IngestReport,
  POSITIONS_KEPT,
  type SkipPosition,
} from "./ingest_report.ts";
import type { ProductRecord } from "./product_record.ts";

/** The figures of a report that the tables know. */
export type TableCounts = Pick<
  IngestReport,
  | "links"
  | "selfLinks"
  | "danglingLinks"
  | "items"
  | "unconnected"
  | "pairs"
>;

/**
 * The tables in which records are gathered, DuckDB's, so that a catalogue may
 * be larger than memory: `records` and `links` as read, then `kept` (the first
 * record of each id), `inside` (links between two kept products) and `items`
 * (rows by id, in the order of the ids' UTF-8 bytes).
 */
export class CatalogueTables {
  readonly #connection: DuckDBConnection;
  readonly #records: BufferedAppender;
  readonly #links: BufferedAppender;
  readonly #listValue: (texts: readonly string[]) => DuckDBListValue;
  #recordCount = 0;

  private constructor(
    connection: DuckDBConnection,
    records: BufferedAppender,
    links: BufferedAppender,
    listValue: (texts: readonly string[]) => DuckDBListValue,
  ) {
    this.#connection = connection;
    this.#records = records;
    this.#links = links;
    this.#listValue = listValue;
  }

  /** Creates the empty tables in a fresh database. */
  static async create(connection: DuckDBConnection): Promise<CatalogueTables> {
    const { DOUBLE, LIST, listValue, UINTEGER, UTINYINT, VARCHAR } =
      await import("@duckdb/node-api");
    await connection.run(
      `CREATE TABLE records (record UINTEGER, source UINTEGER, line UINTEGER,
         id VARCHAR, title VARCHAR, brand VARCHAR, price DOUBLE, categories VARCHAR[]);
       CREATE TABLE links (record UINTEGER, target VARCHAR, relation UTINYINT)`,
    );
    return new CatalogueTables(
      connection,
      await BufferedAppender.create(connection, "records", [
        UINTEGER,
        UINTEGER,
        UINTEGER,
        VARCHAR,
        VARCHAR,
        VARCHAR,
        DOUBLE,
        LIST(VARCHAR),
      ]),
      await BufferedAppender.create(connection, "links", [
        UINTEGER,
        VARCHAR,
        UTINYINT,
      ]),
      listValue,
    );
  }

  /** Adds one record, found at `line` (1-based) of the source `sourceIndex`. */
  add(
    { product, related }: ProductRecord,
    sourceIndex: number,
    line: number,
  ): void {
    const record = this.#recordCount++;
    const { id, title, brand, price, categories } = product;
    this.#records.append([
      record,
      sourceIndex,
      line,
      id,
      title,
      brand,
      price,
      this.#listValue(categories),
    ]);
    for (const [code, relation] of RELATIONS.entries()) {
      for (const target of related[relation] ?? []) {
        this.#links.append([record, target, code]);
      }
    }
  }

  /** Derives items and pairs from all that was added, and counts them. */
  async join(): Promise<TableCounts> {
    this.#records.close();
    this.#links.close();
    await this.#connection.run(
      `CREATE TABLE kept AS SELECT * FROM records
         QUALIFY row_number() OVER (PARTITION BY id ORDER BY record) = 1;
       CREATE TABLE inside AS
         SELECT DISTINCT source.id AS source, links.target, links.relation
         FROM links
         JOIN kept AS source USING (record)
         JOIN kept AS target ON target.id = links.target
         WHERE source.id <> links.target;
       CREATE TABLE items AS
         SELECT id, CAST(row_number() OVER (ORDER BY id) - 1 AS UINTEGER) AS row
         FROM (SELECT source AS id FROM inside UNION SELECT target FROM inside);
       CREATE TABLE pairs AS
         SELECT least(a.row, b.row) AS "left", greatest(a.row, b.row) AS "right",
           ${RELATIONS.map(directionBits).join(",\n")}
         FROM inside
         JOIN items AS a ON a.id = inside.source
         JOIN items AS b ON b.id = inside.target
         GROUP BY ALL`,
    );
    return {
      links: await this.#count(
        "SELECT count(*) FROM links JOIN kept USING (record)",
      ),
      selfLinks: await this.#count(
        "SELECT count(*) FROM links JOIN kept USING (record) WHERE target = id",
      ),
      danglingLinks: await this.#count(
        `SELECT count(*) FROM links JOIN kept USING (record)
         ANTI JOIN kept AS described ON described.id = links.target`,
      ),
      items: await this.#count("SELECT count(*) FROM items"),
      unconnected: await this.#count(
        "SELECT count(*) FROM kept ANTI JOIN items USING (id)",
      ),
      pairs: await this.#count("SELECT count(*) FROM pairs"),
    };
  }

  /**
   * Returns how many records repeat an id, and the first places. Call after
   * {@linkcode join}.
   *
   * @param sources The sources' names, by index.
   */
  async duplicates(
    sources: readonly string[],
  ): Promise<{ count: number; first: SkipPosition[] }> {
    const repeats = "FROM records ANTI JOIN kept USING (record)";
    const rows = await queryRows(
      this.#connection,
      `SELECT source, line, id ${repeats} ORDER BY record LIMIT ${POSITIONS_KEPT}`,
    );
    return {
      count: await this.#count(`SELECT count(*) ${repeats}`),
      first: rows.map(([source, line, id]) => ({
        source: sources[Number(source)]!,
        line: Number(line),
        detail: `"${id}"`,
      })),
    };
  }

  /** Writes `items.parquet` and `pairs.parquet`. Call after {@linkcode join}. */
  async write(directory: string): Promise<void> {
    const copy = (query: string, name: string) =>
      this.#connection.run(
        `COPY (${query}) TO ${
          sqlText(join(directory, name))
        } (FORMAT parquet, COMPRESSION zstd)`,
      );
    // One thread and a full order: the same rows give the same bytes.
    await this.#connection.run("SET threads = 1");
    await copy(
      `SELECT id, title, brand, price, categories
       FROM items JOIN kept USING (id) ORDER BY row`,
      CATALOGUE_FILES.items,
    );
    await copy(`FROM pairs ORDER BY "left", "right"`, CATALOGUE_FILES.pairs);
  }

  async #count(sql: string): Promise<number> {
    const [row] = await queryRows(this.#connection, sql);
    return Number(row![0]);
  }
}

/** SQL for one relation's direction bits: 1 left names right, 2 right names left. */
function directionBits(relation: Relation, code: number): string {
  return `CAST(bit_or(CASE WHEN relation <> ${code} THEN 0
    WHEN a.row < b.row THEN 1 ELSE 2 END) AS UTINYINT) AS ${relation}`;
}
