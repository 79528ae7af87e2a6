/** What an engine is asked: what goes with a basket as a whole. */
export interface EngineQuery {
  /** Rows of the basket's items, each once, uint32, shape `[basket]`. */
  rows: Uint32Array;
  /** What each counts, above 0, together 1, float32, shape `[basket]`. */
  weights: Float32Array;
  /** Rows that must not be found beside the basket's own, uint32, any length. */
  excluded: Uint32Array;
  /** How many at most, a whole number in `[1, itemCount]`. */
  k: number;
}

/** What an engine found. */
export interface EngineAnswer {
  /** Rows, best first, uint32, shape `[found]`, `found <= k`. */
  rows: Uint32Array;
  /**
   * Probabilities in `[0, 1]` that they go with the basket, float32, shape
   * `[found]`, never rising.
   */
  probabilities: Float32Array;
  /** Whether these are the best there are, and not the best that were in sight. */
  exact: boolean;
  /**
   * What is left beside them: `none`, no other item can be found; `more`, a larger
   * `k` finds more; `unknown`, there are others, of which this engine knows nothing.
   */
  rest: "none" | "more" | "unknown";
}

/** Says how alike some items are. */
export interface Likeness {
  /** By what they were compared. */
  by: LikenessBasis;
  /**
   * Returns how alike two of the items are, in `[0, 1]`.
   *
   * @param a Place of one in the rows asked for, 0-based.
   * @param b Place of the other.
   */
  of(a: number, b: number): number;
}

/** By what items are compared: their vectors, what goes with them, or what they are. */
export type LikenessBasis = "vectors" | "lists" | "categories";

/** The name of an engine that comes with this package, or of one of your own. */
export type EngineName =
  | "lists"
  | "index"
  | "onnxruntime-node"
  | "onnxruntime-web"
  | (string & Record<never, never>);

/**
 * What finds neighbours: precomputed lists, ONNX Runtime, an approximate index, or
 * anything else that can rank items. Calls may overlap.
 */
export interface Engine {
  /** What answers are marked with. */
  readonly name: EngineName;
  /** How many neighbours of one item it can name, at most. Default all. */
  readonly reach?: number;
  /**
   * Whether it is at its best with one item: for baskets it is asked after the
   * others. Default false.
   */
  readonly prefersOne?: boolean;
  /**
   * Finds the items that go best with a basket. Neither the basket's items nor the
   * excluded ones are among them.
   *
   * @param query See {@linkcode EngineQuery}.
   */
  neighbours(query: EngineQuery): Promise<EngineAnswer>;
  /**
   * Judges pairs of items. An engine that only knows the best of them has none.
   *
   * @param left Rows, uint32, shape `[batch]`.
   * @param right Rows, uint32, shape `[batch]`.
   * @returns Probabilities in `[0, 1]`, float32, shape `[batch]`.
   */
  probabilities?(left: Uint32Array, right: Uint32Array): Promise<Float32Array>;
  /**
   * Compares items with each other. Default: by their categories.
   *
   * @param rows Rows, uint32, any length.
   */
  likeness?(rows: Uint32Array): Promise<Likeness>;
  /** Frees what it holds, after the calls under way have ended. */
  close(): Promise<void>;
}

/** An engine that is opened when it is first needed. */
export interface EngineOpener {
  /** The engine's name. */
  readonly name: EngineName;
  /** {@linkcode Engine.prefersOne} of the engine. */
  readonly prefersOne?: boolean;
  /** Opens it; null where it cannot run here. */
  open(): Promise<Engine | null>;
}
