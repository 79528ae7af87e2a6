import type { Product } from "@kindred/core";
import type { DuckDBConnection, DuckDBListValue } from "@duckdb/node-api";
import { BufferedAppender } from "../buffered_appender.ts";

/**
 * Makes the empty table `products`: at most one row an id. Products that were read
 * from records have a code.
 */
export async function createProductTable(
  connection: DuckDBConnection,
): Promise<void> {
  await connection.run(
    `CREATE TABLE products (code UINTEGER, id VARCHAR, title VARCHAR,
       brand VARCHAR, price DOUBLE, categories VARCHAR[])`,
  );
}

/** Fills `products`. */
export class ProductAppender {
  readonly #appender: BufferedAppender;
  readonly #listValue: (texts: readonly string[]) => DuckDBListValue;

  private constructor(
    appender: BufferedAppender,
    listValue: (texts: readonly string[]) => DuckDBListValue,
  ) {
    this.#appender = appender;
    this.#listValue = listValue;
  }

  /** Opens an appender on the table, which must be there. */
  static async create(connection: DuckDBConnection): Promise<ProductAppender> {
    const { DOUBLE, LIST, listValue, UINTEGER, VARCHAR } = await import(
      "@duckdb/node-api"
    );
    const types = [UINTEGER, VARCHAR, VARCHAR, VARCHAR, DOUBLE, LIST(VARCHAR)];
    return new ProductAppender(
      await BufferedAppender.create(connection, "products", types),
      listValue,
    );
  }

  /** Adds a product; each code and each id once. */
  append(code: number, product: Product): void {
    const { id, title, brand, price, categories } = product;
    this.#appender.append([
      code,
      id,
      title,
      brand,
      price,
      this.#listValue(categories),
    ]);
  }

  /** Writes what waits and ends; no product may follow. */
  close(): void {
    this.#appender.close();
  }
}
