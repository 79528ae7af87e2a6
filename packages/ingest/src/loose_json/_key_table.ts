import type { LooseJsonScanner } from "./_scanner.ts";

const encoder = new TextEncoder();

/** The keys that are looked for, and what each means; compared as bytes. */
export class KeyTable<Meaning> {
  readonly #meanings: ReadonlyMap<string, Meaning>;
  /** The keys by their length in bytes. */
  readonly #byLength: { bytes: Uint8Array; meaning: Meaning }[][] = [];

  /** @param meanings What each key means. */
  constructor(meanings: ReadonlyMap<string, Meaning>) {
    this.#meanings = meanings;
    for (const [key, meaning] of meanings) {
      const bytes = encoder.encode(key);
      while (this.#byLength.length <= bytes.length) this.#byLength.push([]);
      this.#byLength[bytes.length]!.push({ bytes, meaning });
    }
  }

  /** Returns what the key that was scanned last means; undefined if it is none. */
  meaningOfKey(scanner: LooseJsonScanner): Meaning | undefined {
    if (scanner.written) return this.#meanings.get(scanner.text());
    const { bytes, textStart, textEnd } = scanner;
    const length = textEnd - textStart;
    if (length >= this.#byLength.length) return undefined;
    for (const { bytes: key, meaning } of this.#byLength[length]!) {
      let i = 0;
      while (i < length && key[i] === bytes[textStart + i]) i++;
      if (i === length) return meaning;
    }
    return undefined;
  }
}
