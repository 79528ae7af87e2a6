import type { Bucket, PlatformEngine } from "@kindred/recommender";
import type { AppOptions } from "../app_options.ts";

/** What fetches as a binding does: Workers Static Assets, or another service. */
export interface Fetcher {
  /** Answers a request. */
  fetch(request: Request): Promise<Response>;
}

/** Where a model's files are. */
export type ModelPlace = string | URL | Bucket | Fetcher;

/** Settings of `createEdgeHandler()`; what is not given is read from the environment. */
export interface EdgeOptions extends AppOptions {
  /**
   * Where the model's files are: the address of its folder, a bucket, or a binding that
   * fetches.
   *
   * @default the binding MODEL, or else the address MODEL_URL
   */
  model?: ModelPlace;
  /**
   * What comes before the names of the files in a bucket or a binding, such as
   * `shop/v1/`.
   *
   * @default MODEL_PREFIX, or else nothing
   */
  modelPrefix?: string;
  /**
   * Where settings are read from that are not given here.
   *
   * @default what the platform hands over with a request
   */
  env?: Readonly<Record<string, unknown>>;
  /**
   * What runs the model's graphs, such as `onnxRuntimeWeb()` of
   * `@kindred/recommender/web`: baskets are then answered exactly. It reads the weights
   * whole.
   *
   * @default none: baskets are answered from the lists of their items
   */
  onnx?: PlatformEngine;
  /**
   * How many items are kept in memory when they were read, about a KB each.
   *
   * @default 2000
   */
  cacheSize?: number;
  /**
   * Items up to which an unknown id is compared with all, and words are searched where
   * the model brings no index of them along: both read all items. A model with
   * `search.index` is searched at any size.
   *
   * @default 20000
   */
  maxSearchItems?: number;
  /**
   * How long after the model could not be loaded nobody tries again, in seconds.
   *
   * @default 5
   */
  retrySeconds?: number;
  /**
   * How much memory answers may take that are kept, in bytes; 0 keeps none.
   *
   * @default 8388608
   */
  cacheBytes?: number;
  /**
   * The longest body of a request, in bytes.
   *
   * @default 262144
   */
  maxBodyBytes?: number;
  /**
   * Whether long answers are compressed here and not by the platform.
   *
   * @default false
   */
  compress?: boolean;
}

/** What an isolate of 128 MB has room for. */
export const EDGE_DEFAULTS = {
  cacheSize: 2000,
  maxSearchItems: 20_000,
  cacheBytes: 2 ** 23,
  maxBodyBytes: 2 ** 18,
  compress: false,
} as const satisfies EdgeOptions;
