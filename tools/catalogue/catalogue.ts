import { type Breakage, BrokenLines } from "./broken_lines.ts";
import { ByteWriter } from "./byte_writer.ts";
import { calibrateLinks } from "./calibrate_links.ts";
import { type CatalogueOptions, resolveOptions } from "./catalogue_options.ts";
import { Clusters } from "./clusters.ts";
import { ProductTexts } from "./describe_product.ts";
import { createFormat } from "./formats/create_format.ts";
import type { RecordFormat } from "./formats/record_format.ts";
import { GOODS } from "./goods.ts";
import { ItemIds } from "./item_ids.ts";
import { LinkCounts } from "./link_counts.ts";
import type { CatalogueShape } from "./presets.ts";
import type { ProductLinks } from "./product_links.ts";
import { recordOrder } from "./record_order.ts";
import type { CatalogueTruth, Fault } from "./truth.ts";

const NEWLINE = 0x0a;

/** Variant of a record that repeats an id with other content. */
const DUPLICATE = 1;

/** How ingest names what is wrong with a broken line. */
const FAULT_OF: Readonly<Record<Breakage, Fault>> = {
  blank: "blank",
  cut: "syntax",
  binary: "syntax",
  "no-record": "no-record",
  "no-id": "no-id",
  duplicate: "duplicate",
};

/**
 * A made-up shop's metadata, in a file's order, with the truth about it.
 *
 * @example
 * ```ts
 * import { Catalogue } from "./catalogue.ts";
 * import assert from "node:assert/strict";
 *
 * const catalogue = new Catalogue({ records: 100, broken: 0 });
 * const text = new TextDecoder().decode(
 *   Uint8Array.from([...catalogue.pieces()].flatMap((piece) => [...piece])),
 * );
 * assert.equal(text.trimEnd().split("\n").length, 100);
 * assert.equal(catalogue.truth.lines, 100);
 * ```
 */
export class Catalogue {
  readonly #shape: CatalogueShape;
  readonly #pairs: number;
  readonly #links: ProductLinks;
  readonly #texts: ProductTexts;
  readonly #format: RecordFormat;
  readonly #productAt: (place: number) => number;
  readonly #brokenLines: BrokenLines;
  readonly #out = new ByteWriter();
  readonly #linkCounts: LinkCounts;
  readonly #skipped: Record<Fault, number> = {
    blank: 0,
    syntax: 0,
    "no-record": 0,
    "no-id": 0,
    duplicate: 0,
  };
  #bytes = 0;
  #progress: "none" | "begun" | "complete" = "none";

  /**
   * Lays out a catalogue, which takes some seconds for a million products.
   *
   * @throws {RangeError} If an option is out of range, or no lists of at most
   * 100 ids make so many or so few pairs.
   */
  constructor(options: CatalogueOptions = {}) {
    const { shape, broken, format, order, seed } = resolveOptions(options);
    const goods = GOODS[shape.goods];
    const ids = new ItemIds(seed, shape.ids);
    const clusters = new Clusters(shape, seed);
    const { links, pairs } = calibrateLinks(clusters, shape, seed);
    this.#shape = shape;
    this.#pairs = pairs;
    this.#links = links;
    this.#linkCounts = new LinkCounts(shape.records);
    this.#texts = new ProductTexts(goods, clusters, seed);
    this.#format = createFormat(format, goods, ids);
    this.#productAt = recordOrder(order, shape.records, ids, seed);
    this.#brokenLines = new BrokenLines(broken, seed);
  }

  /**
   * What an ingest of the text must find.
   *
   * @throws {TypeError} If not all pieces have been taken.
   */
  get truth(): CatalogueTruth {
    if (this.#progress !== "complete") {
      throw new TypeError(
        "Cannot tell the truth of a catalogue: all pieces must be taken first",
      );
    }
    const { records, items } = this.#shape;
    const skipped = Object.values(this.#skipped).reduce((a, b) => a + b);
    return {
      lines: records + skipped,
      bytes: this.#bytes,
      products: records,
      skipped: { ...this.#skipped },
      ...this.#linkCounts.totals(this.#format.relationBits),
      items,
      unconnected: records - items,
      pairs: this.#pairs,
    };
  }

  /**
   * Yields the text in pieces of about a mebibyte, which are the caller's.
   *
   * @throws {TypeError} If they were asked for before: they are counted.
   */
  *pieces(): Generator<Uint8Array<ArrayBuffer>> {
    if (this.#progress !== "none") {
      throw new TypeError(
        "Cannot give the pieces of a catalogue: they must be taken once only",
      );
    }
    this.#progress = "begun";
    const out = this.#out;
    for (let place = 0; place < this.#shape.records; place++) {
      const product = this.#productAt(place);
      this.#writeRecord(product, product);
      this.#linkCounts.add(product, this.#links);
      out.byte(NEWLINE);
      const breakage = this.#brokenLines.after(place);
      if (breakage !== null) {
        this.#writeBroken(breakage, place);
        out.byte(NEWLINE);
        this.#skipped[FAULT_OF[breakage]]++;
      }
      if (out.isFull) yield this.#take();
    }
    const last = this.#take();
    this.#progress = "complete";
    yield last;
  }

  /** Writes the record of `product` under the id of `named`, if that is not -1. */
  #writeRecord(product: number, named: number, variant = 0): void {
    this.#links.draw(product, variant);
    const text = this.#texts.describe(product, variant);
    this.#format.write(this.#out, named, text, this.#links);
  }

  #writeBroken(breakage: Breakage, place: number): void {
    const lines = this.#brokenLines;
    const out = this.#out;
    const start = out.length;
    switch (breakage) {
      case "blank":
        return;
      case "binary":
        return out.copy(lines.binary());
      case "no-record":
        return out.text(this.#format.noRecord);
    }
    const product = this.#productAt(lines.earlierPlace(place));
    switch (breakage) {
      case "duplicate":
        return this.#writeRecord(product, product, DUPLICATE);
      case "no-id":
        return this.#writeRecord(product, -1);
      case "cut":
        this.#writeRecord(product, product);
        out.length = start + lines.cutLength(out.length - start);
    }
  }

  #take(): Uint8Array<ArrayBuffer> {
    const piece = this.#out.take();
    this.#bytes += piece.length;
    return piece;
  }
}
