import { CallerGoneError, OverloadedError } from "./gate.ts";

/** Thrown when the body of a request is too long. */
export class BodyTooLargeError extends Error {
  /** Always `"BodyTooLargeError"`. */
  override readonly name = "BodyTooLargeError";

  /** @param most How many bytes are allowed. */
  constructor(most: number) {
    super(
      `Cannot read the body: it must have at most ${most} bytes, got more`,
    );
  }
}

/** Thrown when the body of a request takes too long to arrive. */
export class BodyTimeoutError extends Error {
  /** Always `"BodyTimeoutError"`. */
  override readonly name = "BodyTimeoutError";

  /** @param seconds How long it may take. */
  constructor(seconds: number) {
    super(
      `Cannot read the body: it must arrive within ${seconds} s, got less of it`,
    );
  }
}

/** Settings of {@linkcode BodyReader}. */
export interface BodyReaderOptions {
  /** The longest body, in bytes. */
  mostBytes: number;
  /** How many bytes of all bodies may be in memory at once. */
  mostBytesTogether: number;
  /** How long a body may take to arrive, in seconds. */
  seconds: number;
}

/**
 * Reads bodies into memory: not one that is too long, none for ever, and of all
 * together no more than there is room for.
 */
export class BodyReader {
  readonly #options: BodyReaderOptions;
  #held = 0;

  constructor(options: BodyReaderOptions) {
    this.#options = options;
  }

  /** Bytes of bodies that are in memory now. */
  get held(): number {
    return this.#held;
  }

  /**
   * Reads the body of a request and hands it to `use`, during which it counts.
   *
   * @param request The request.
   * @param use Told the body, uint8.
   * @throws {BodyTooLargeError} If it is too long.
   * @throws {BodyTimeoutError} If it takes too long.
   * @throws {CallerGoneError} If the connection ends before.
   * @throws {OverloadedError} If there is no room for it beside the others.
   */
  async read<T>(
    request: Request,
    use: (body: Uint8Array<ArrayBuffer>) => Promise<T>,
  ): Promise<T> {
    const { mostBytes } = this.#options;
    // What says itself that it is too long is not read at all.
    if (Number(request.headers.get("Content-Length")) > mostBytes) {
      throw new BodyTooLargeError(mostBytes);
    }
    const pieces: Uint8Array[] = [];
    let length = 0;
    try {
      for await (const piece of this.#pieces(request)) {
        length += piece.length;
        this.#held += piece.length;
        if (length > mostBytes) throw new BodyTooLargeError(mostBytes);
        if (this.#held > this.#options.mostBytesTogether) {
          throw new OverloadedError();
        }
        pieces.push(piece);
      }
      return await use(joined(pieces, length));
    } finally {
      this.#held -= length;
    }
  }

  async *#pieces({ body }: Request): AsyncGenerator<Uint8Array> {
    if (body === null) return;
    const { seconds } = this.#options;
    const reader = body.getReader();
    const read = () =>
      reader.read().catch((cause) => {
        throw new CallerGoneError({ cause });
      });
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new BodyTimeoutError(seconds)),
        1000 * seconds,
      );
    });
    let isWhole = false;
    try {
      for (;;) {
        const { done, value } = await Promise.race([read(), late]);
        if (done) break;
        yield value;
      }
      isWhole = true;
    } finally {
      clearTimeout(timer);
      late.catch(() => {});
      // Not waited for: a caller that sends no more does not end either.
      if (!isWhole) reader.cancel().catch(() => {});
    }
  }
}

function joined(
  pieces: readonly Uint8Array[],
  length: number,
): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
