import type { ItemIds } from "./item_ids.ts";

const ENCODER = new TextEncoder();

/** Bytes of a piece that is handed on. */
const PIECE_BYTES = 1 << 20;
/** What must be free for a record and the broken line after it: far more. */
const RECORD_BYTES = 1 << 16;

/** Gathers UTF-8 text in pieces of about a mebibyte. */
export class ByteWriter {
  /** The piece that is being filled. */
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array(PIECE_BYTES);
  /** How much of it is filled, in bytes. */
  length = 0;

  /** Whether the piece is to be taken before the next record is written. */
  get isFull(): boolean {
    return this.length > PIECE_BYTES - RECORD_BYTES;
  }

  /** Returns what was written, and begins a new piece. */
  take(): Uint8Array<ArrayBuffer> {
    const piece = this.bytes.subarray(0, this.length);
    this.bytes = new Uint8Array(PIECE_BYTES);
    this.length = 0;
    return piece;
  }

  /** Appends a text. */
  text(text: string): void {
    const free = this.bytes.subarray(this.length);
    this.length += ENCODER.encodeInto(text, free).written;
  }

  /** Appends bytes. */
  copy(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Appends one byte. */
  byte(byte: number): void {
    this.bytes[this.length++] = byte;
  }

  /** Appends the id of a product. */
  id(ids: ItemIds, product: number): void {
    this.length = ids.write(this.bytes, this.length, product);
  }
}
