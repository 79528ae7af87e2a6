/** The nearest items of a batch of items. */
export interface Neighbours {
  /** Rows, best first, uint32, shape `[batch, k]`, row-major. */
  rows: Uint32Array;
  /**
   * Probabilities in `[0, 1]` that the two items go together, float32, shape
   * `[batch, k]`, row-major, never rising within a row.
   */
  probabilities: Float32Array;
}

/**
 * What runs the three graphs of a model: ONNX Runtime for Node, for the web, or
 * anything else that gives the same answers. Calls may overlap.
 */
export interface ModelRuntime {
  /**
   * Finds the items that go best with each of the given ones, which are
   * themselves left out.
   *
   * @param rows Rows of the items, 0-based, uint32, shape `[batch]`.
   * @param k How many for each, a whole number in `[1, itemCount - 1]`.
   */
  neighbours(rows: Uint32Array, k: number): Promise<Neighbours>;
  /**
   * Judges pairs of items.
   *
   * @param left Rows, 0-based, uint32, shape `[batch]`.
   * @param right Rows, 0-based, uint32, shape `[batch]`.
   * @returns Probabilities in `[0, 1]`, float32, shape `[batch]`.
   */
  score(left: Uint32Array, right: Uint32Array): Promise<Float32Array>;
  /**
   * Looks vectors up.
   *
   * @param rows Rows of the items, 0-based, uint32, shape `[batch]`.
   * @returns float32, shape `[batch, dimensions]`, row-major.
   */
  embed(rows: Uint32Array): Promise<Float32Array>;
  /** Frees what the runtime holds, after the calls under way have ended. */
  release(): Promise<void>;
}
