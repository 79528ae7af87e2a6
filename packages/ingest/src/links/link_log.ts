import { KindredError } from "@kindred/core";
import { closeSync, openSync, readSync, writeSync } from "node:fs";

/** Words in a block, 4 bytes each. */
const BLOCK_WORDS = 1 << 20;

/** Codes are below it: the upper four bits of a word hold the relations. */
export const MAX_CODES = 2 ** 28;

/**
 * What records name, in the order in which they were read: a log that is written
 * once and then read several times from its beginning. 4 bytes a link; all but
 * the last 4 MB lie in a file.
 */
export class LinkLog {
  readonly #path: string;
  #file: number | null = null;
  /** Lengths in words of the blocks in the file. */
  readonly #written: number[] = [];
  #block = new Uint32Array(BLOCK_WORDS);
  #used = 0;

  /**
   * Begins an empty log.
   *
   * @param path Where to keep what memory does not hold: a file that does not
   * exist yet, made when it is needed.
   */
  constructor(path: string) {
    this.#path = path;
  }

  /**
   * Adds what one record names.
   *
   * @param code Code of its product.
   * @param targets Codes that it names, uint32, the first `count` count.
   * @param relations For each, bit k where relation k names it, uint8.
   * @param count How many there are.
   * @throws {KindredError} If a code is not below {@linkcode MAX_CODES}.
   */
  add(
    code: number,
    targets: Uint32Array,
    relations: Uint8Array,
    count: number,
  ): void {
    if (count === 0) return;
    if (this.#used + 2 + count > this.#block.length) {
      this.#startBlock(2 + count);
    }
    const block = this.#block;
    let at = this.#used;
    block[at++] = code;
    block[at++] = count;
    let bits = code;
    for (let k = 0; k < count; k++) {
      const target = targets[k]!;
      bits |= target;
      block[at++] = target | relations[k]! << 28;
    }
    if (bits >>> 28 !== 0) {
      throw new KindredError(
        `Cannot keep what records name: there must be at most ${MAX_CODES} ids, got more`,
      );
    }
    this.#used = at;
  }

  /**
   * Reads all links in order.
   *
   * @param visit Receives a record's code, the code that it names, and bit k for
   * each relation k by which it does.
   */
  forEach(
    visit: (code: number, target: number, relations: number) => void,
  ): void {
    if (this.#written.length > 0) {
      let block = new Uint32Array(BLOCK_WORDS);
      let position = 0;
      for (const words of this.#written) {
        if (words > block.length) block = new Uint32Array(words);
        this.#read(block, words, position);
        visitBlock(block, words, visit);
        position += 4 * words;
      }
    }
    visitBlock(this.#block, this.#used, visit);
  }

  /** Closes the file, which whoever named it removes. */
  close(): void {
    if (this.#file !== null) closeSync(this.#file);
    this.#file = null;
  }

  #startBlock(words: number): void {
    if (this.#used > 0) {
      this.#file ??= openSync(this.#path, "wx+");
      const bytes = new Uint8Array(this.#block.buffer, 0, 4 * this.#used);
      for (let done = 0; done < bytes.length;) {
        done += writeSync(this.#file, bytes, done);
      }
      this.#written.push(this.#used);
      this.#used = 0;
    }
    if (words > this.#block.length) this.#block = new Uint32Array(words);
  }

  #read(block: Uint32Array, words: number, position: number): void {
    const bytes = new Uint8Array(block.buffer, 0, 4 * words);
    for (let done = 0; done < bytes.length;) {
      const length = bytes.length - done;
      const read = readSync(this.#file!, bytes, done, length, position + done);
      if (read === 0) {
        throw new Error(
          `Cannot read "${this.#path}": it must hold ${bytes.length} bytes from ${position}, got ${done}`,
        );
      }
      done += read;
    }
  }
}

function visitBlock(
  block: Uint32Array,
  words: number,
  visit: (code: number, target: number, relations: number) => void,
): void {
  for (let at = 0; at < words;) {
    const code = block[at++]!;
    const end = block[at++]! + at;
    for (; at < end; at++) {
      visit(code, block[at]! & 0xfffffff, block[at]! >>> 28);
    }
  }
}
