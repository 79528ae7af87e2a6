import type { DuckDBConnection, DuckDBListValue } from "@duckdb/node-api";
import { BufferedAppender } from "../buffered_appender.ts";
import { readPrice } from "../read_price.ts";
import type { Cells } from "./cells.ts";

/** Which column says what about an item; absent where none does. */
export interface DescriptiveColumns {
  /** Its title. */
  title?: number;
  /** Its brand. */
  brand?: number;
  /** Its price. */
  price?: number;
  /** Its categories. */
  category?: number;
}

const TITLE = 1;
const BRAND = 2;
const PRICE = 4;
const CATEGORY = 8;

/**
 * What the rows say about items: of each item the first title, brand, price and
 * categories that are not empty, in the order of the rows. Kept in the table
 * `descriptions`, where each of them occurs once an item.
 */
export class ItemDescriptions {
  readonly #connection: DuckDBConnection;
  readonly #appender: BufferedAppender;
  readonly #listValue: (texts: readonly string[]) => DuckDBListValue;
  /** A byte an item: what is known of it already. */
  #known = new Uint8Array(1 << 12);

  private constructor(
    connection: DuckDBConnection,
    appender: BufferedAppender,
    listValue: (texts: readonly string[]) => DuckDBListValue,
  ) {
    this.#connection = connection;
    this.#appender = appender;
    this.#listValue = listValue;
  }

  /** Begins with no description. */
  static async create(connection: DuckDBConnection): Promise<ItemDescriptions> {
    const { DOUBLE, LIST, listValue, UINTEGER, VARCHAR } = await import(
      "@duckdb/node-api"
    );
    await connection.run(
      `CREATE TABLE descriptions (code UINTEGER, title VARCHAR, brand VARCHAR,
         price DOUBLE, categories VARCHAR[])`,
    );
    const types = [UINTEGER, VARCHAR, VARCHAR, DOUBLE, LIST(VARCHAR)];
    return new ItemDescriptions(
      connection,
      await BufferedAppender.create(connection, "descriptions", types),
      listValue,
    );
  }

  /**
   * Takes what a row says about its item.
   *
   * @param code The item's.
   * @param cells The row.
   * @param columns Where it says what.
   */
  add(code: number, cells: Cells, columns: DescriptiveColumns): void {
    const known = this.#knownOf(code);
    let found = 0;
    let title: string | null = null;
    let brand: string | null = null;
    let price: number | null = null;
    let categories: string[] = [];
    if (columns.title !== undefined && !(known & TITLE)) {
      title = cells.text(columns.title) || null;
      if (title !== null) found |= TITLE;
    }
    if (columns.brand !== undefined && !(known & BRAND)) {
      brand = cells.text(columns.brand) || null;
      if (brand !== null) found |= BRAND;
    }
    if (columns.price !== undefined && !(known & PRICE)) {
      price = readPrice(cells.text(columns.price));
      if (price !== null) found |= PRICE;
    }
    if (columns.category !== undefined && !(known & CATEGORY)) {
      categories = cells.texts(columns.category);
      if (categories.length > 0) found |= CATEGORY;
    }
    if (found === 0) return;
    this.#known[code]! |= found;
    const list = found & CATEGORY ? this.#listValue(categories) : null;
    this.#appender.append([code, title, brand, price, list]);
  }

  /** Ends; no row may follow. */
  close(): void {
    this.#appender.close();
  }

  /**
   * Adds a row to `products` (code, id, title, brand, price, categories) for each
   * item that is described and not there yet. Call after {@linkcode close}, when
   * `ids` (code, id) is there.
   */
  async addToProducts(): Promise<void> {
    // max(): of at most one value that is not null.
    await this.#connection.run(
      `INSERT INTO products
         SELECT code, id, max(title), max(brand), max(price), max(categories)
         FROM descriptions JOIN ids USING (code) ANTI JOIN products USING (id)
         GROUP BY code, id`,
    );
    await this.#connection.run("DROP TABLE descriptions");
  }

  #knownOf(code: number): number {
    if (code >= this.#known.length) {
      const grown = new Uint8Array(Math.max(code + 1, this.#known.length * 2));
      grown.set(this.#known);
      this.#known = grown;
    }
    return this.#known[code]!;
  }
}
