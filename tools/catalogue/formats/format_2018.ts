import type { ByteWriter } from "../byte_writer.ts";
import type { ProductText } from "../describe_product.ts";
import type { Goods } from "../goods.ts";
import type { ItemIds } from "../item_ids.ts";
import { phrasesOf } from "../phrases.ts";
import type { ProductLinks } from "../product_links.ts";
import { RELATION_BITS } from "../relation_bits.ts";
import { jsonText, jsonTexts, withCommas } from "./json_text.ts";
import { type RecordFormat, writeIds } from "./record_format.ts";

const ENCODER = new TextEncoder();
const QUOTE = 0x22;
const NOTHING = new Uint8Array(0);

/**
 * The release of 2018: strict JSON a line, one category path, prices and ranks
 * as texts, two relations.
 */
export class Format2018 implements RecordFormat {
  readonly relationBits = {
    also_bought: RELATION_BITS.also_bought,
    also_viewed: RELATION_BITS.also_viewed,
  };
  readonly noRecord = "[]";
  readonly #goods: Goods;
  readonly #ids: ItemIds;
  readonly #phrases: Uint8Array[];

  /** Prepares the format for one catalogue. */
  constructor(goods: Goods, ids: ItemIds) {
    this.#goods = goods;
    this.#ids = ids;
    this.#phrases = phrasesOf(goods).map((phrase) =>
      ENCODER.encode(jsonText(phrase))
    );
  }

  write(
    out: ByteWriter,
    product: number,
    text: ProductText,
    links: ProductLinks,
  ): void {
    const { root, rankName } = this.#goods;
    out.text(
      `{"category": ${
        jsonTexts(text.paths[0]!)
      }, "tech1": "", "description": [`,
    );
    text.phrases.forEach((index, i) => {
      if (i > 0) out.text(", ");
      out.copy(this.#phrases[index]!);
    });
    out.text(
      `], "fit": "", "title": ${jsonText(text.title ?? "")}, "also_buy": `,
    );
    this.#writeIds(out, links, this.relationBits.also_bought);
    out.text(
      `, "image": ${images(text)}, "tech2": "", "brand": ${
        jsonText(text.brand ?? "")
      }, "feature": [], "rank": ${
        text.salesRank === null
          ? "[]"
          : jsonText(`${withCommas(text.salesRank)} in ${rankName} (`)
      }, "also_view": `,
    );
    this.#writeIds(out, links, this.relationBits.also_viewed);
    const price = text.priceCents === null ? "" : dollars(text.priceCents);
    out.text(
      `, "details": {}, "main_cat": ${
        jsonText(root)
      }, "similar_item": "", "date": "", "price": "${price}"`,
    );
    if (product >= 0) {
      out.text(', "asin": "');
      out.id(this.#ids, product);
      out.byte(0x22);
    }
    out.byte(0x7d);
  }

  #writeIds(out: ByteWriter, links: ProductLinks, bits: number): void {
    const list = { bits, before: NOTHING, mark: QUOTE };
    if (!writeIds(out, links, this.#ids, list)) out.text("[]");
  }
}

function images({ image }: ProductText): string {
  return image === null
    ? "[]"
    : `["https://images-na.ssl-images-amazon.com/images/I/${image}._SX38_SY50_CR,0,0,38,50_.jpg"]`;
}

function dollars(cents: number): string {
  const rest = String(cents % 100).padStart(2, "0");
  return `$${withCommas(Math.floor(cents / 100))}.${rest}`;
}
