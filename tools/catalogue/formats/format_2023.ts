import type { ByteWriter } from "../byte_writer.ts";
import type { ProductText } from "../describe_product.ts";
import type { Goods } from "../goods.ts";
import type { ItemIds } from "../item_ids.ts";
import { phrasesOf } from "../phrases.ts";
import type { ProductLinks } from "../product_links.ts";
import { RELATION_BITS } from "../relation_bits.ts";
import { jsonText, jsonTexts } from "./json_text.ts";
import { type RecordFormat, writeIds } from "./record_format.ts";

const ENCODER = new TextEncoder();
const QUOTE = 0x22;

/** The one list, which names whatever any list names. */
const BOUGHT_TOGETHER = {
  bits: RELATION_BITS.also_bought | RELATION_BITS.also_viewed,
  before: ENCODER.encode(', "bought_together": '),
  mark: QUOTE,
};

/**
 * The release of 2023: strict JSON a line, `parent_asin`, `store`, prices as
 * numbers. Its one relation is `bought_together`; the published files hold null
 * there, so that all links are put into it, to have pairs in this format too.
 */
export class Format2023 implements RecordFormat {
  readonly relationBits = { bought_together: BOUGHT_TOGETHER.bits };
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
    const { root } = this.#goods;
    const ratings = 1 + (text.habit & 0xfff);
    out.text(
      `{"main_category": ${jsonText(root)}, "title": ${
        text.title === null ? "null" : jsonText(text.title)
      }, "average_rating": ${
        (1 + (text.habit % 41) / 10).toFixed(1)
      }, "rating_number": ${ratings}, "features": [], "description": [`,
    );
    text.phrases.forEach((index, i) => {
      if (i > 0) out.text(", ");
      out.copy(this.#phrases[index]!);
    });
    out.text(
      `], "price": ${
        text.priceCents === null ? "null" : text.priceCents / 100
      }, "images": ${images(text)}, "videos": [], "store": ${
        text.brand === null ? "null" : jsonText(text.brand)
      }, "categories": ${jsonTexts(text.paths[0]!)}, "details": {}`,
    );
    if (product >= 0) {
      out.text(', "parent_asin": "');
      out.id(this.#ids, product);
      out.byte(0x22);
    }
    if (!writeIds(out, links, this.#ids, BOUGHT_TOGETHER)) {
      out.text(', "bought_together": null');
    }
    out.byte(0x7d);
  }
}

function images({ image }: ProductText): string {
  return image === null
    ? "[]"
    : `[{"thumb": "https://m.media-amazon.com/images/I/${image}._SS40_.jpg", "variant": "MAIN"}]`;
}
