/** A key that opens the API. */
export interface ApiKey {
  /** What logs and limits call whoever has it. */
  name: string;
  /** The key itself, 16 to 256 bytes of UTF-8. */
  key: string;
}

/** The longest key in bytes; what is compared is always as long. */
const KEY_BYTES = 256;

/** The shortest key in bytes: fewer can be guessed. */
const LEAST_BYTES = 16;

/** Tells whose a key is, in a time that says nothing about any key. */
export class ApiKeys {
  readonly #keys: { name: string; bytes: Uint8Array }[];
  readonly #encoder = new TextEncoder();

  /**
   * @param keys The keys, one or more.
   * @throws {RangeError} If there is none, one is too short or too long, or two have
   * the same name.
   */
  constructor(keys: readonly ApiKey[]) {
    if (keys.length === 0) {
      throw new RangeError(
        "Cannot ask for API keys: there must be one, got none",
      );
    }
    const names = new Set(keys.map(({ name }) => name));
    if (names.size < keys.length) {
      throw new RangeError(
        `Cannot ask for API keys: their names must be distinct, got ${
          keys.map(({ name }) => JSON.stringify(name)).join(", ")
        }`,
      );
    }
    this.#keys = keys.map(({ name, key }) => {
      const { length } = this.#encoder.encode(key);
      if (length < LEAST_BYTES || length > KEY_BYTES) {
        throw new RangeError(
          `Cannot ask for API keys: key "${name}" must have ${LEAST_BYTES} to ${KEY_BYTES} bytes, got ${length}`,
        );
      }
      return { name, bytes: this.#padded(key)! };
    });
  }

  /**
   * Returns the name of a key, or null if it is none.
   *
   * @param key What somebody has sent.
   */
  nameOf(key: string): string | null {
    const given = this.#padded(key);
    if (given === null) return null;
    let found: string | null = null;
    // All keys, all bytes: the time must not tell how much of one was right.
    for (const { name, bytes } of this.#keys) {
      let difference = 0;
      for (let i = 0; i < KEY_BYTES; i++) difference |= given[i]! ^ bytes[i]!;
      if (difference === 0) found = name;
    }
    return found;
  }

  /** A key filled up with zeros; null if it is too long. */
  #padded(key: string): Uint8Array | null {
    // A zero would be taken for filling.
    if (key.length > KEY_BYTES || key.includes("\0")) return null;
    const bytes = new Uint8Array(KEY_BYTES);
    const { read } = this.#encoder.encodeInto(key, bytes);
    return read === key.length ? bytes : null;
  }
}

/**
 * Returns the key that a request carries: `X-API-Key: …` or `Authorization: Bearer …`.
 *
 * @param headers Its headers.
 */
export function keyIn(headers: {
  get(name: string): string | null;
}): string | null {
  const key = headers.get("X-API-Key");
  if (key !== null) return key;
  const [, bearer] =
    /^bearer +(\S+) *$/i.exec(headers.get("Authorization") ?? "") ?? [];
  return bearer ?? null;
}
