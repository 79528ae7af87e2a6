import { BOOKS } from "./goods_books.ts";
import { ELECTRONICS } from "./goods_electronics.ts";
import type { ItemRandom } from "./item_random.ts";

/** A shelf of the shop: a name, and the kinds of goods on it. */
export interface Department {
  /** Second level of the category paths. */
  name: string;
  /** Third level: what a cluster's products are. */
  kinds: readonly string[];
}

/** What the titles of one cluster have in common. */
export interface Topic {
  /** What the products are, one of a department's kinds. */
  kind: string;
  /** The finer kind: last level of the category path. */
  narrowKind: string;
  /** Makers, most frequent first. */
  brands: readonly string[];
}

/** Sentences by how hard they are to quote, the usual ones first. */
export interface SentenceBank {
  /** Plain ASCII without quotation marks. */
  plain: readonly string[];
  /** With an apostrophe. */
  apostrophes: readonly string[];
  /** With double quotes, no-break spaces, accents: what needs an escape. */
  odd: readonly string[];
}

/** How often a field is there, as a probability. */
export interface FieldRates {
  title: number;
  price: number;
  brand: number;
  description: number;
  salesRank: number;
  imUrl: number;
}

/** The words and habits of one trade. */
export interface Goods {
  /** First level of the category paths. */
  root: string;
  /** Key of the sales ranks. */
  rankName: string;
  /** Departments; near ones are alike. */
  departments: readonly Department[];
  /** Words that make a kind a finer kind. */
  narrowing: readonly string[];
  /** Pieces of makers' names. */
  brandStarts: readonly string[];
  brandEnds: readonly string[];
  /** Sentences of descriptions; `{}` stands for a word of `praise`. */
  sentences: SentenceBank;
  /** Words that fill the sentences. */
  praise: readonly string[];
  /** Median sentences of a description. */
  sentenceCount: number;
  /** Median price. */
  price: number;
  /** How often each field is there. */
  rates: FieldRates;
  /** Draws a title; one in some hundred needs an escape. */
  title(topic: Topic, brand: string, random: ItemRandom): string;
}

/** Trades by name. */
export const GOODS = { electronics: ELECTRONICS, books: BOOKS } as const;

/** A name in {@linkcode GOODS}. */
export type GoodsName = keyof typeof GOODS;
