import { type Product, RELATIONS } from "@kindred/core";
import { parseLooseJson } from "../loose_json/parse_loose_json.ts";
import { readDescription } from "./_description.ts";
import { LinkSet } from "./_link_set.ts";
import { OWN, RecordScanner } from "./_record_scanner.ts";
import type { IdTable } from "./id_table.ts";
import {
  MAX_ID_BYTES,
  RECORD_FIELDS,
  type RecordFault,
  toProductRecord,
} from "./product_record.ts";

/**
 * Reads records from bytes as {@linkcode toProductRecord} understands them, many
 * times faster: ids become codes of a table, and no text is made but those that
 * describe the product. One reader serves for all lines.
 *
 * A line that is refused adds no id to the table. What a line names is added
 * whether or not a record of it ever comes, so that a code need not be a product's.
 *
 * @example
 * ```ts
 * import { IdTable, RecordReader } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const ids = new IdTable();
 * const reader = new RecordReader(ids);
 * const line = new TextEncoder().encode(
 *   `{'asin': 'rice', 'price': 4.5, 'related': {'also_bought': ['saffron']}}`,
 * );
 * assert.equal(reader.read(line, 0, line.length), null);
 * assert.equal(ids.textOf(reader.code), "rice");
 * assert.equal(reader.price, 4.5);
 * assert.equal(ids.textOf(reader.targets[0]!), "saffron");
 *
 * assert.equal(reader.read(line, 0, line.length - 1), "syntax");
 * ```
 */
export class RecordReader {
  /** Code of the record's id. */
  code = 0;
  /** Its title, or null where the record gives none. */
  title: string | null = null;
  /** Its brand, or null where the record gives none. */
  brand: string | null = null;
  /** Its price in the source's currency, or null where the record gives none. */
  price: number | null = null;
  /** Its category paths, each from general to special joined by `" > "`. */
  categories: readonly string[] = [];
  /** How often the record names an id: over all relations, repeats counted. */
  namedCount = 0;
  /** How often it names itself; of these there is no target. */
  selfLinks = 0;
  /** Entries of its relations that are no id: no text, empty, or too long. */
  unusableLinks = 0;

  readonly #ids: IdTable;
  readonly #scanner = new RecordScanner();
  readonly #links = new LinkSet();
  /** The codes of the ids that were found, uint32. */
  #codes = new Uint32Array(256);

  /**
   * Creates a reader that has read nothing yet.
   *
   * @param ids Where ids get their codes.
   */
  constructor(ids: IdTable) {
    this.#ids = ids;
  }

  /** How many different ids the record names besides its own. */
  get linkCount(): number {
    return this.#links.count;
  }

  /**
   * Their codes, in the order in which they are first named; uint32, the first
   * {@linkcode linkCount} count. Holds until the next line is read.
   */
  get targets(): Uint32Array {
    return this.#links.targets;
  }

  /**
   * The relations that name each, uint8: bit k for `RELATIONS[k]`. Holds until
   * the next line is read.
   */
  get relations(): Uint8Array {
    return this.#links.relations;
  }

  /**
   * What is wrong with the line that was refused for its syntax, if that was the
   * last one: `column 7 must hold a value, got "foo()}"`.
   */
  get syntaxError(): string {
    const { column, expected, found } = this.#scanner.syntaxError;
    return `column ${column} must hold ${expected}, got ${found}`;
  }

  /**
   * Reads the line `bytes[start, end)`; what it holds is in the fields then.
   *
   * @param bytes UTF-8; what is not becomes U+FFFD.
   * @param start Where the line begins, 0-based.
   * @param end Behind its last byte; its line end may be among them.
   * @returns Why it holds no product, or null if it does.
   */
  read(bytes: Uint8Array, start: number, end: number): RecordFault | null {
    const scanner = this.#scanner;
    const fault = scanner.scan(bytes, start, end);
    if (fault !== null) return fault;
    if (scanner.isOdd) return this.#readPlainly(bytes.subarray(start, end));

    const { ids, relations, description } = scanner;
    const { starts, ends, count } = ids;
    const idBytes = ends[OWN]! - starts[OWN]!;
    if (idBytes === 0) return "no-id";
    if (idBytes > MAX_ID_BYTES) return "id-too-long";

    if (count > this.#codes.length) this.#codes = new Uint32Array(2 * count);
    const codes = this.#codes;
    this.#ids.internRanges(bytes, ids, codes);
    this.#begin(codes[OWN]!, count - 1, scanner.unusableLinks);
    for (let k = 1; k < count; k++) this.#link(codes[k]!, relations[k]!);
    this.#describe(readDescription((field) => description.get(field)));
    return null;
  }

  /** Reads a line by way of values, in all the ways there are to write one. */
  #readPlainly(line: Uint8Array): RecordFault | null {
    const record = toProductRecord(
      parseLooseJson(line, { fields: RECORD_FIELDS }),
    );
    if (typeof record === "string") return record;
    const { product, related, unusableLinks } = record;
    const own = this.#ids.internText(product.id);
    const named = RELATIONS.flatMap((relation, k) =>
      (related[relation] ?? []).map((id) => ({
        code: this.#ids.internText(id),
        relation: 1 << k,
      }))
    );
    this.#begin(own, named.length, unusableLinks);
    for (const { code, relation } of named) this.#link(code, relation);
    this.#describe(product);
    return null;
  }

  #begin(code: number, namedCount: number, unusableLinks: number): void {
    this.code = code;
    this.namedCount = namedCount;
    this.unusableLinks = unusableLinks;
    this.selfLinks = 0;
    this.#links.clear(namedCount);
  }

  #link(code: number, relation: number): void {
    if (code === this.code) this.selfLinks++;
    else this.#links.add(code, relation);
  }

  #describe({ title, brand, price, categories }: Omit<Product, "id">): void {
    this.title = title;
    this.brand = brand;
    this.price = price;
    this.categories = categories;
  }
}
