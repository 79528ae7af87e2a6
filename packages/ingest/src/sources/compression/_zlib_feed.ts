import type { Transform } from "node:stream";

/**
 * A decompressor of `node:zlib`, fed by hand. A pipe would drop what waits in
 * it when the stream turns out to be cut; here each piece of input gives its
 * output before the next is looked at.
 */
export class ZlibFeed {
  readonly #transform: Transform;
  #output: Uint8Array[] = [];
  #hasEnded = false;
  #failure: Error | undefined;
  /** Told whenever the decompressor ends or fails. */
  #settle: () => void = () => {};

  /** Takes over a decompressor that nothing else reads or writes. */
  constructor(transform: Transform) {
    this.#transform = transform;
    transform.on("data", (chunk: Uint8Array) => this.#output.push(chunk));
    // Zeros after a gzip stream end it early, and its last piece is never done.
    transform.on("end", () => {
      this.#hasEnded = true;
      this.#settle();
    });
    // Some runtimes fail only after they have said that a piece is done.
    transform.on("error", (error: Error) => {
      this.#failure = error;
      this.#settle();
    });
  }

  /** Takes a piece of input and returns all that it gives. */
  write(piece: Uint8Array): Promise<Uint8Array[]> {
    return this.#outputOf((done) => this.#transform.write(piece, done));
  }

  /** Says that there is no more input, and returns what was held back. */
  end(): Promise<Uint8Array[]> {
    return this.#outputOf(() => this.#transform.end());
  }

  /** Gives the decompressor's memory back. */
  close(): void {
    this.#transform.destroy();
  }

  async #outputOf(act: (done: () => void) => void): Promise<Uint8Array[]> {
    if (!this.#hasEnded && !this.#failure) {
      await new Promise<void>((resolve) => {
        this.#settle = resolve;
        act(resolve);
      });
    }
    if (this.#failure) throw this.#failure;
    // What came while nobody was told waits in the stream itself.
    while (this.#transform.readableLength > 0) this.#transform.read();
    const output = this.#output;
    this.#output = [];
    return output;
  }
}
