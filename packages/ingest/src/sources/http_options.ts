/** How patiently an address is read. */
export interface HttpOptions {
  /**
   * How often it is tried again without having got anything new.
   *
   * @default {5}
   */
  retries?: number;
  /**
   * Wait before the first retry, in ms; each further one doubles it, up to a
   * minute.
   *
   * @default {500}
   */
  retryDelay?: number;
  /**
   * The longest wait that a server may ask for (`Retry-After`), in ms.
   *
   * @default {60_000}
   */
  maxRetryAfter?: number;
  /**
   * How long a server may send nothing before the connection counts as broken,
   * in ms.
   *
   * @default {60_000}
   */
  idleTimeout?: number;
}
