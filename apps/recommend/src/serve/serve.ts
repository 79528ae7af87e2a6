import { expectNumber, KindredError } from "@kindred/core";
import type { Listener, Servable } from "./listener.ts";

/** Settings of {@linkcode serve}. */
export interface ServeOptions {
  /**
   * The port, a whole number in `[0, 65535]`; 0 takes a free one.
   *
   * @default 8080
   */
  port?: number;
  /**
   * The name or address to listen at. `"0.0.0.0"` lets other machines in.
   *
   * @default "127.0.0.1"
   */
  hostname?: string;
  /**
   * How long requests under way may take after the server was told to close, in
   * seconds, 0 or more; then it is closed without them.
   *
   * @default 10
   */
  drainSeconds?: number;
  /** Closes the server when it is aborted. */
  signal?: AbortSignal;
}

/** A server that listens. */
export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:8080`. */
  readonly url: string;
  /** The port it listens at. */
  readonly port: number;
  /** Fulfilled when it was closed and its last answer given. */
  readonly finished: Promise<void>;
  /**
   * Stops listening and fulfils once the requests under way are answered, or have
   * had their time. May be called twice.
   */
  close(): Promise<void>;
}

/**
 * Serves an app over HTTP with the server of the platform: `Deno.serve`, or
 * Hono's for Node.
 *
 * @param app What to serve.
 * @param options See {@linkcode ServeOptions}.
 * @returns The server, listening.
 * @throws {RangeError} If the port or `drainSeconds` is out of range.
 * @throws {KindredError} If the port is taken, or the place not to be had.
 */
export async function serve(
  app: Servable,
  options: ServeOptions = {},
): Promise<RunningServer> {
  const { port = 8080, hostname = "127.0.0.1", signal } = options;
  const { drainSeconds = 10 } = options;
  expectNumber("serve", "port", port, { min: 0, max: 65535, whole: true });
  expectNumber("serve", "drainSeconds", drainSeconds, { min: 0 });
  signal?.throwIfAborted();
  let listener: Listener;
  try {
    // Loaded here: each needs a platform that the other does not have.
    const { listen } = "Deno" in globalThis
      ? await import("./_listen_on_deno.ts")
      : await import("./_listen_on_node.ts");
    listener = await listen(app, port, hostname);
  } catch (error) {
    throw explain(error, port, hostname);
  }
  return new Server(listener, { hostname, drainSeconds, signal });
}

class Server implements RunningServer {
  readonly url: string;
  readonly port: number;
  readonly finished: Promise<void>;
  readonly #listener: Listener;
  readonly #drainSeconds: number;
  readonly #settle: (closing: Promise<void>) => void;
  #isClosing = false;

  constructor(
    listener: Listener,
    { hostname, drainSeconds, signal }: {
      hostname: string;
      drainSeconds: number;
      signal: AbortSignal | undefined;
    },
  ) {
    this.#listener = listener;
    this.#drainSeconds = drainSeconds;
    this.port = listener.port;
    const host = hostname.includes(":") ? `[${hostname}]` : hostname;
    this.url = `http://${host}:${listener.port}`;
    let settle!: (closing: Promise<void>) => void;
    this.finished = new Promise((resolve) => settle = resolve);
    this.#settle = settle;
    const onAbort = () => void this.close();
    signal?.addEventListener("abort", onAbort, { once: true });
    void this.finished.then(
      () => signal?.removeEventListener("abort", onAbort),
      () => {},
    );
    if (signal?.aborted) onAbort();
  }

  close(): Promise<void> {
    if (!this.#isClosing) {
      this.#isClosing = true;
      this.#settle(this.#drain());
    }
    return this.finished;
  }

  async #drain(): Promise<void> {
    const timer = setTimeout(
      () => this.#listener.cut(),
      1000 * this.#drainSeconds,
    );
    try {
      await this.#listener.close();
    } finally {
      clearTimeout(timer);
    }
  }
}

/** Says of the errors that an operator can mend what must hold. */
function explain(error: unknown, port: number, hostname: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  const requirement = {
    EADDRINUSE: [`port ${port} must be free`, "one that is in use"],
    EACCES: [`port ${port} must be open to this user`, "permission denied"],
    EADDRNOTAVAIL: ["the host must be this machine", hostname],
    ENOTFOUND: ["the host must be a known name or address", hostname],
  }[code ?? ""];
  if (requirement === undefined) {
    return new KindredError(
      `Cannot serve: ${hostname}:${port} must be a place to listen at, got ${message}`,
      { cause: error },
    );
  }
  const [mustHold, found] = requirement;
  return new KindredError(`Cannot serve: ${mustHold}, got ${found}`, {
    cause: error,
  });
}
