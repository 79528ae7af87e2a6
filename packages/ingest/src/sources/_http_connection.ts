/** Thrown where a transfer stopped that may go on if it is asked for again. */
export class BrokenTransferError extends Error {
  /** Always `"BrokenTransferError"`. */
  override readonly name = "BrokenTransferError";
  /** How long the server asks to wait, in ms, or null if it does not say. */
  readonly retryAfter: number | null;

  /**
   * @param found What came in place of the bytes, in a few words.
   * @param retryAfter How long the server asks to wait, in ms.
   */
  constructor(found: string, retryAfter: number | null = null) {
    super(found);
    this.retryAfter = retryAfter;
  }
}

/** One request and its answer, given up where the server is silent for too long. */
export class HttpConnection {
  readonly #controller = new AbortController();
  readonly #idleTimeout: number;
  readonly #signal: AbortSignal | undefined;
  readonly #onAbort = (): void => this.#controller.abort(this.#signal?.reason);

  /**
   * @param idleTimeout How long the server may be silent, in ms.
   * @param signal Ends the connection at once.
   */
  constructor(idleTimeout: number, signal?: AbortSignal) {
    this.#idleTimeout = idleTimeout;
    this.#signal = signal;
    signal?.addEventListener("abort", this.#onAbort);
  }

  /**
   * Asks for an address, following redirects.
   *
   * @throws {BrokenTransferError} If there is no answer.
   */
  request(url: string, headers: Record<string, string>): Promise<Response> {
    return this.#within(
      fetch(url, { headers, signal: this.#controller.signal }),
    );
  }

  /**
   * Gives the body of an answer as it comes.
   *
   * @throws {BrokenTransferError} If it stops before its end.
   */
  async *body(response: Response): AsyncGenerator<Uint8Array> {
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await this.#within(reader.read());
      if (done) return;
      yield value;
    }
  }

  /** Ends the connection, wherever it is. */
  close(): void {
    this.#signal?.removeEventListener("abort", this.#onAbort);
    this.#controller.abort();
  }

  /** Waits for the server, not for the caller: a slow reader breaks nothing. */
  async #within<T>(answer: Promise<T>): Promise<T> {
    const timer = setTimeout(
      () =>
        this.#controller.abort(
          new BrokenTransferError(
            `nothing for ${this.#idleTimeout / 1000} s`,
          ),
        ),
      this.#idleTimeout,
    );
    try {
      return await answer;
    } catch (cause) {
      const { signal } = this.#controller;
      throw signal.aborted
        ? signal.reason
        : new BrokenTransferError(innermostMessage(cause));
    } finally {
      clearTimeout(timer);
    }
  }
}

/** What the runtime says of a failed `fetch` is in the cause of its error, if anywhere. */
function innermostMessage(error: unknown): string {
  while (error instanceof Error && error.cause instanceof Error) {
    error = error.cause;
  }
  const { message, code } = error as NodeJS.ErrnoException;
  return message || code || "a broken connection";
}
