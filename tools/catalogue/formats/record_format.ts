import type { Relation } from "@kindred/core";
import type { ByteWriter } from "../byte_writer.ts";
import type { ProductText } from "../describe_product.ts";
import type { ItemIds } from "../item_ids.ts";
import type { ProductLinks } from "../product_links.ts";

/** Releases of the metadata, by year. */
export const FORMAT_NAMES = ["2014", "2018", "2023"] as const;

/** One of {@linkcode FORMAT_NAMES}. */
export type FormatName = typeof FORMAT_NAMES[number];

/** How one release writes a record. */
export interface RecordFormat {
  /** The relations that it has, with the link bits that each of them shows. */
  readonly relationBits: Readonly<Partial<Record<Relation, number>>>;
  /** A line that is well formed and no record. */
  readonly noRecord: string;
  /**
   * Writes one record, without a line end.
   *
   * @param product The product, or -1 for a record that lacks its id.
   */
  write(
    out: ByteWriter,
    product: number,
    text: ProductText,
    links: ProductLinks,
  ): void;
}

/** One list of ids in a record. */
export interface IdList {
  /** The links that it names: those with one of these bits. */
  bits: number;
  /** What stands before the list, UTF-8. */
  before: Uint8Array;
  /** The quotation mark, a byte of ASCII. */
  mark: number;
}

/** Writes a list of ids, or nothing and returns false if it names none. */
export function writeIds(
  out: ByteWriter,
  links: ProductLinks,
  ids: ItemIds,
  { bits, before, mark }: IdList,
): boolean {
  const { bytes } = out;
  const { targets, relations, length } = links;
  let offset = 0;
  for (let i = 0; i < length; i++) {
    if ((relations[i]! & bits) === 0) continue;
    if (offset === 0) {
      out.copy(before);
      offset = out.length;
      bytes[offset++] = 0x5b; // [
    } else {
      bytes[offset++] = 0x2c; // ,
      bytes[offset++] = 0x20;
    }
    bytes[offset++] = mark;
    offset = ids.write(bytes, offset, targets[i]!);
    bytes[offset++] = mark;
  }
  if (offset === 0) return false;
  bytes[offset++] = 0x5d; // ]
  out.length = offset;
  return true;
}
