/** Thrown when too many requests wait already. */
export class OverloadedError extends Error {
  /** Always `"OverloadedError"`. */
  override readonly name = "OverloadedError";
  /** After how many seconds to try again, a whole number. */
  readonly retryAfter: number;

  /**
   * @param retryAfter After how many seconds to try again. Default 1.
   * @param message The whole sentence. Default of a gate.
   */
  constructor(
    retryAfter = 1,
    message = "Cannot answer: there must be room for another request, got none",
  ) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Thrown when the caller ends the connection before there is an answer. */
export class CallerGoneError extends Error {
  /** Always `"CallerGoneError"`. */
  override readonly name = "CallerGoneError";

  /** @param options The error's cause. */
  constructor(options?: ErrorOptions) {
    super(
      "Cannot answer: the caller must wait for it, got a connection that ended",
      options,
    );
  }
}

/** Settings of {@linkcode Gate}. */
export interface GateOptions {
  /** How many may be at work at once, a whole number >= 1. */
  most: number;
  /** How many more may wait, a whole number >= 0; the others are refused. */
  mostWaiting: number;
}

/** Lets so many through at once, makes some wait in order, and refuses the rest. */
export class Gate {
  readonly #most: number;
  readonly #mostWaiting: number;
  readonly #waiting = new Set<() => void>();
  /** Those of them whose callers nobody looks for yet. */
  readonly #unwatched = new Map<() => void, Waiter>();
  #running = 0;
  #refused = 0;

  constructor({ most, mostWaiting }: GateOptions) {
    this.#most = most;
    this.#mostWaiting = mostWaiting;
  }

  /** How many are at work. */
  get running(): number {
    return this.#running;
  }

  /** How many wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** How many were refused so far. */
  get refused(): number {
    return this.#refused;
  }

  /**
   * Does some work when it is its turn.
   *
   * @param work The work.
   * @param signalOf Returns what is aborted when the caller is gone, which gives up
   * its place; asked for only where it has to wait.
   * @throws {OverloadedError} If too many wait.
   * @throws {CallerGoneError} If the caller has gone while it waited.
   */
  async pass<T>(
    work: () => Promise<T>,
    signalOf?: () => AbortSignal,
  ): Promise<T> {
    if (this.#running < this.#most) this.#running++;
    else await this.#turn(signalOf);
    try {
      return await work();
    } finally {
      const [next] = this.#waiting;
      // The place is handed on: the number at work stays.
      if (next === undefined) this.#running--;
      else next();
    }
  }

  #turn(signalOf: (() => AbortSignal) | undefined): Promise<void> {
    if (this.#waiting.size >= this.#mostWaiting) {
      this.#refused++;
      throw new OverloadedError();
    }
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#waiting.delete(begin);
        reject(new CallerGoneError());
      };
      const begin = () => {
        this.#waiting.delete(begin);
        this.#unwatched.delete(begin);
        waiter.signal?.removeEventListener("abort", leave);
        resolve();
      };
      const waiter: Waiter = { leave, signalOf };
      this.#waiting.add(begin);
      this.#unwatched.set(begin, waiter);
      if (this.#unwatched.size === 1) setTimeout(() => this.#watch(), 0);
    });
  }

  /**
   * Looks from now on for the callers of those who wait. Most do not wait for as long
   * as that: and to ask a server for the signal of a request costs it as much as a short
   * answer.
   */
  #watch(): void {
    const waiters = [...this.#unwatched.values()];
    this.#unwatched.clear();
    for (const waiter of waiters) {
      waiter.signal = waiter.signalOf?.();
      if (waiter.signal?.aborted) waiter.leave();
      else {
        waiter.signal?.addEventListener("abort", waiter.leave, { once: true });
      }
    }
  }
}

/** One that waits. */
interface Waiter {
  /** Gives up its place. */
  leave: () => void;
  /** Returns what is aborted when its caller is gone. */
  signalOf: (() => AbortSignal) | undefined;
  /** That, once it is looked at. */
  signal?: AbortSignal | undefined;
}
