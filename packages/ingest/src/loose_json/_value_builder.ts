import * as byte from "./_bytes.ts";
import type { KeyTable } from "./_key_table.ts";
import type { LooseJsonScanner } from "./_scanner.ts";
import { TextRanges } from "./_text_ranges.ts";
import type { LooseJsonValue } from "./parse_loose_json.ts";

/** Builds the values that a scanner passes over. */
export class ValueBuilder {
  readonly #scanner: LooseJsonScanner;
  readonly #ranges = new TextRanges();
  /** The scanner's bytes as text, one unit a byte, or null. */
  #line: string | null = null;

  /** @param scanner Stands where the next value begins. */
  constructor(scanner: LooseJsonScanner) {
    this.#scanner = scanner;
  }

  /**
   * Says that the scanner's bytes are ASCII, and what text they are: parts of
   * it are cheaper than texts of their own, but keep all of it alive.
   */
  useLine(line: string | null): void {
    this.#line = line;
  }

  /** Builds the value at hand. */
  build(): LooseJsonValue {
    const scanner = this.#scanner;
    switch (scanner.peek()) {
      case byte.OPEN_BRACE:
        return this.buildDict(null);
      case byte.OPEN_BRACKET:
        return this.#buildList(byte.CLOSE_BRACKET);
      case byte.OPEN_PARENTHESIS: {
        const items = this.#buildList(byte.CLOSE_PARENTHESIS);
        // As in Python, ('a') is 'a', and ('a',) a tuple of one.
        return items.length === 1 && !scanner.trailingComma ? items[0]! : items;
      }
    }
    if (!scanner.atText()) {
      scanner.scanScalar();
      return scanner.scalar();
    }
    scanner.scanText();
    return this.#text();
  }

  /** Builds the dict at hand with those keys alone, or with all for null. */
  buildDict(keys: KeyTable<string> | null): Map<string, LooseJsonValue> {
    const scanner = this.#scanner;
    const dict = new Map<string, LooseJsonValue>();
    const close = byte.CLOSE_BRACE;
    for (let more = scanner.enter(close); more; more = scanner.next(close)) {
      scanner.scanKey();
      if (keys === null) {
        const key = this.#text();
        dict.set(key, this.build());
        continue;
      }
      const name = keys.meaningOfKey(scanner);
      if (name === undefined) scanner.skipValue();
      else dict.set(name, this.build());
    }
    return dict;
  }

  #buildList(close: number): LooseJsonValue[] {
    const scanner = this.#scanner;
    const ranges = this.#ranges;
    let list: LooseJsonValue[] = [];
    let more = scanner.enter(close);
    while (more) {
      more = scanner.scanPlainTexts(close, ranges);
      if (ranges.count > 0) {
        const texts = this.#takeRanges();
        if (list.length === 0) list = texts;
        else for (const text of texts) list.push(text);
      }
      if (more) {
        list.push(this.build());
        more = scanner.next(close);
      }
    }
    return list;
  }

  /** Returns the plain texts that were found, and forgets where they are. */
  #takeRanges(): LooseJsonValue[] {
    const { starts, ends, count } = this.#ranges;
    const first = this.#line === null ? starts[0]! : 0;
    const line = this.#line ?? this.#scanner.decode(first, ends[count - 1]!);
    // Made at its length: to grow would be a good part of what a list costs.
    const texts = new Array<LooseJsonValue>(count);
    for (let k = 0; k < count; k++) {
      texts[k] = line.slice(starts[k]! - first, ends[k]! - first);
    }
    this.#ranges.count = 0;
    return texts;
  }

  /** Returns the text that was scanned last. */
  #text(): string {
    const { plain, textStart, textEnd } = this.#scanner;
    return plain && this.#line !== null
      ? this.#line.slice(textStart, textEnd)
      : this.#scanner.text();
  }
}
