import type { ApiKey } from "./limits/api_keys.ts";

/** A request during which something unexpected was thrown. */
export interface FailedRequest {
  /** Its `X-Request-Id`, which the caller was told. */
  requestId: string;
  /** Its method, such as `GET`. */
  method: string;
  /** Its path, without the query. */
  path: string;
}

/** A request that was answered, as a log shows it. */
export interface RequestLog {
  /** When it came, as ISO 8601 in UTC. */
  time: string;
  /** Its `X-Request-Id`. */
  id: string;
  /** Its method, such as `GET`. */
  method: string;
  /** The pattern of its path, such as `/v1/items/:id`; `none` where there is none. */
  route: string;
  /** The status of its answer. */
  status: number;
  /** How long it took, in ms. */
  ms: number;
  /** Name of the API key, where it showed one. */
  key?: string;
}

/** How often somebody may ask. */
export interface RateLimit {
  /** How many requests a second each may send in the long run, above 0. */
  perSecond: number;
  /**
   * How many at once after a pause, 1 or more.
   *
   * @default ten seconds' worth, 1 or more
   */
  burst?: number;
  /**
   * The header in which the nearest proxy tells the caller's address, such as
   * `X-Forwarded-For`: its last entry counts. Set it only behind a proxy that sets it.
   *
   * @default the address of the connection
   */
  addressHeader?: string;
}

/** Settings of `createApp()`. */
export interface AppOptions {
  /**
   * What the pages are headed with.
   *
   * @default "Kindred"
   */
  title?: string;
  /**
   * Whether there are pages for people. Nobody is asked for a key on them.
   *
   * @default true, or false where API keys are asked for
   */
  pages?: boolean;
  /**
   * Ids of items to begin with on the first page; unknown ones are left out.
   *
   * @default the eight items of most training pairs
   */
  exampleIds?: readonly string[];
  /**
   * Told of every error that is ours to mend.
   *
   * @default writes it to the console, as one error with its stack
   */
  onError?: (error: unknown, request: FailedRequest) => void;
  /**
   * Told of every request when it has been answered.
   *
   * @default nobody
   */
  onRequest?: (request: RequestLog) => void;
  /**
   * Keys of which a request to `/v1/` or `/metrics` must show one, as `X-API-Key` or
   * as a bearer token.
   *
   * @default none is asked for
   */
  apiKeys?: readonly ApiKey[];
  /**
   * How often somebody may ask: whoever has a key, or else an address. A batch counts
   * as one request for each ten items.
   *
   * @default without limit
   */
  rateLimit?: RateLimit;
  /**
   * Origins whose pages may ask the API from a browser, such as
   * `https://shop.example`; `*` for all.
   *
   * @default none
   */
  corsOrigins?: readonly string[];
  /**
   * Whether long answers are compressed for those who take them so. Platforms that
   * compress by themselves, such as Workers and Deno Deploy, must not find it done.
   *
   * @default true
   */
  compress?: boolean;
  /**
   * How much memory answers may take that are kept, in bytes; 0 keeps none.
   *
   * @default 33554432
   */
  cacheBytes?: number;
  /**
   * How many questions the model is asked at once, a whole number >= 1.
   *
   * @default 8
   */
  maxRunning?: number;
  /**
   * How many more may wait, a whole number >= 0; beyond, the answer is 503.
   *
   * @default 256
   */
  maxQueue?: number;
  /**
   * The longest body of a request, in bytes.
   *
   * @default 1048576
   */
  maxBodyBytes?: number;
  /**
   * How long a body may take to arrive, in seconds.
   *
   * @default 10
   */
  bodySeconds?: number;
}
