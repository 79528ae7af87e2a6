import type { ByteWriter } from "../byte_writer.ts";
import type { ProductText } from "../describe_product.ts";
import type { Goods } from "../goods.ts";
import type { ItemIds } from "../item_ids.ts";
import { phrasesOf } from "../phrases.ts";
import type { ProductLinks } from "../product_links.ts";
import { RELATION_BITS } from "../relation_bits.ts";
import {
  PythonFloat,
  type PythonValue,
  writePythonLiteral,
} from "../../pantry/python_literal.ts";
import { type RecordFormat, writeIds } from "./record_format.ts";

/** Orders of keys after `asin` that the release of 2014 is seen to use. */
const KEY_ORDERS = [
  "related,title,price,salesRank,imUrl,brand,categories,description",
  "description,title,price,imUrl,related,salesRank,brand,categories",
  "categories,description,title,price,salesRank,imUrl,related,brand",
  "imUrl,description,categories,title,related,salesRank,price,brand",
].map((order) => order.split(","));

/** Texts that stand between apostrophes as they are. */
const PLAIN = /^[ -&(-\[\]-~]*$/;
const APOSTROPHE = 0x27;
const QUOTE = 0x22;
const SPACE = 0x20;

const ENCODER = new TextEncoder();
const ID_KEY = ENCODER.encode("{'asin': '");
const RELATED_KEY = ENCODER.encode("'related': ");
const RELATIONS = Object.entries(RELATION_BITS).map(([name, bits]) => ({
  first: { bits, before: ENCODER.encode(`{'${name}': `), mark: APOSTROPHE },
  further: { bits, before: ENCODER.encode(`, '${name}': `), mark: APOSTROPHE },
}));

/** A phrase as it stands in a literal, in UTF-8. */
interface Phrase {
  hasApostrophe: boolean;
  hasQuote: boolean;
  /** As it stands where no quotation mark is escaped. */
  bare: Uint8Array;
  /** With apostrophes escaped. */
  escaped: Uint8Array;
}

/** The release of 2014: a Python literal a line, "loose JSON". */
export class Format2014 implements RecordFormat {
  readonly relationBits: typeof RELATION_BITS = RELATION_BITS;
  readonly noRecord = "'end of part'";
  readonly #goods: Goods;
  readonly #ids: ItemIds;
  readonly #phrases: Phrase[];
  readonly #paths = new Map<readonly string[], string>();

  /** Prepares the format for one catalogue. */
  constructor(goods: Goods, ids: ItemIds) {
    this.#goods = goods;
    this.#ids = ids;
    this.#phrases = phrasesOf(goods).map(toPhrase);
  }

  write(
    out: ByteWriter,
    product: number,
    text: ProductText,
    links: ProductLinks,
  ): void {
    // Short fields are gathered as text, long ones go straight to bytes.
    let pending: string;
    let separator = ", ";
    if (product < 0) {
      pending = "{";
      separator = "";
    } else {
      out.copy(ID_KEY);
      out.id(this.#ids, product);
      pending = "'";
    }
    for (const key of KEY_ORDERS[text.habit % KEY_ORDERS.length]!) {
      if (key === "related") {
        if (links.length === 0) continue;
        out.text(pending + separator);
        out.copy(RELATED_KEY);
        this.#writeRelated(out, links);
        pending = "";
      } else if (key === "description") {
        if (text.phrases.length === 0) continue;
        out.text(`${pending}${separator}'description': `);
        this.#writeDescription(out, text.phrases);
        pending = "";
      } else {
        const value = this.#shortField(key, text);
        if (value === null) continue;
        pending += `${separator}'${key}': ${value}`;
      }
      separator = ", ";
    }
    out.text(`${pending}}`);
  }

  #shortField(key: string, text: ProductText): string | null {
    switch (key) {
      case "title":
        return text.title === null ? null : literal(text.title);
      case "brand":
        return text.brand === null ? null : literal(text.brand);
      case "price":
        return text.priceCents === null
          ? null
          : literal(new PythonFloat(text.priceCents / 100));
      case "salesRank":
        return text.salesRank === null
          ? null
          : `{${literal(this.#goods.rankName)}: ${text.salesRank}}`;
      case "imUrl":
        return text.image === null
          ? null
          : `'http://ecx.images-amazon.com/images/I/${text.image}._S${
            text.habit & 8 ? "X" : "Y"
          }300_.jpg'`;
      case "categories":
        return `[${text.paths.map((path) => this.#path(path)).join(", ")}]`;
      default:
        throw new TypeError(`Cannot write a record: no field "${key}"`);
    }
  }

  /** Many products share a path: each is put together once. */
  #path(path: readonly string[]): string {
    let list = this.#paths.get(path);
    if (list === undefined) {
      list = `[${path.map(literal).join(", ")}]`;
      this.#paths.set(path, list);
    }
    return list;
  }

  #writeRelated(out: ByteWriter, links: ProductLinks): void {
    let isFirst = true;
    for (const { first, further } of RELATIONS) {
      const list = isFirst ? first : further;
      if (writeIds(out, links, this.#ids, list)) isFirst = false;
    }
    out.byte(0x7d);
  }

  #writeDescription(out: ByteWriter, phrases: readonly number[]): void {
    let hasApostrophe = false;
    let hasQuote = false;
    for (const index of phrases) {
      const phrase = this.#phrases[index]!;
      hasApostrophe ||= phrase.hasApostrophe;
      hasQuote ||= phrase.hasQuote;
    }
    // Python's choice: apostrophes around, unless only they are within.
    const mark = hasApostrophe && !hasQuote ? QUOTE : APOSTROPHE;
    out.byte(mark);
    for (let i = 0; i < phrases.length; i++) {
      const { bare, escaped } = this.#phrases[phrases[i]!]!;
      if (i > 0) out.byte(SPACE);
      out.copy(mark === QUOTE ? bare : escaped);
    }
    out.byte(mark);
  }
}

/** `writePythonLiteral`, short for the texts that need no look at each letter. */
function literal(value: PythonValue): string {
  return typeof value === "string" && PLAIN.test(value)
    ? `'${value}'`
    : writePythonLiteral(value);
}

/** Returns a phrase in both spellings, Python's own. */
function toPhrase(text: string): Phrase {
  return {
    hasApostrophe: text.includes("'"),
    hasQuote: text.includes('"'),
    bare: ENCODER.encode(writePythonLiteral(text).slice(1, -1)),
    // A double quote beside them is what makes Python escape apostrophes.
    escaped: ENCODER.encode(writePythonLiteral(`${text}"`).slice(1, -2)),
  };
}
