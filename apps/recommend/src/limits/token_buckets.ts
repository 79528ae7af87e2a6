/** Settings of {@linkcode TokenBuckets}. */
export interface TokenBucketOptions {
  /** How many tokens each gets a second, above 0. */
  perSecond: number;
  /** How many each can save up, 1 or more. */
  burst: number;
  /** How many buckets are kept, those used last. */
  mostBuckets: number;
  /** The time in ms, which never goes back. Default `performance.now`. */
  now?: () => number;
}

/** What somebody has left. */
interface Bucket {
  tokens: number;
  /** When that was so, in ms. */
  at: number;
}

/**
 * A bucket of tokens for each caller, refilled at a steady rate. The number of buckets
 * is bounded: whoever has not been seen for longest begins anew with a full one.
 */
export class TokenBuckets {
  readonly #options: Required<TokenBucketOptions>;
  /** Those used last stand last. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(options: TokenBucketOptions) {
    this.#options = { now: () => performance.now(), ...options };
  }

  /** How many buckets there are. */
  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Takes one token.
   *
   * @param name Whose.
   * @returns 0 if there was one, else in how many seconds there will be.
   */
  take(name: string): number {
    const bucket = this.#refilled(name);
    if (bucket.tokens < 1) {
      return (1 - bucket.tokens) / this.#options.perSecond;
    }
    bucket.tokens--;
    return 0;
  }

  /**
   * Takes tokens for what has turned out to cost more than one. They may be more than
   * there are: then it takes longer until there is one again.
   *
   * @param name Whose.
   * @param count How many, 0 or more.
   */
  charge(name: string, count: number): void {
    this.#refilled(name).tokens -= count;
  }

  #refilled(name: string): Bucket {
    const { perSecond, burst, mostBuckets, now } = this.#options;
    const at = now();
    const last = this.#buckets.get(name);
    const bucket = last ?? { tokens: burst, at };
    bucket.tokens = Math.min(
      burst,
      bucket.tokens + (at - bucket.at) / 1000 * perSecond,
    );
    bucket.at = at;
    this.#buckets.delete(name);
    this.#buckets.set(name, bucket);
    if (this.#buckets.size > mostBuckets) {
      this.#buckets.delete(this.#buckets.keys().next().value!);
    }
    return bucket;
  }
}
