/** Unordered pairs of item rows. Both arrays have shape `[n]`. */
export interface RowPairs {
  /** Row of one item, uint32. */
  left: Uint32Array;
  /** Row of the other item, uint32. */
  right: Uint32Array;
}

/** Pairs of item rows, each with a positive weight. */
export interface WeightedPairs extends RowPairs {
  /** How strongly they go together, float32, above 0, shape `[n]`; the unit is the sampler's. */
  weight: Float32Array;
}

/** Pairs of item rows with a verdict. */
export interface LabelledPairs extends RowPairs {
  /** 1 for a known pair, 0 for a drawn negative, uint8, shape `[n]`. */
  label: Uint8Array;
}

/**
 * Checks that the arrays of some pairs are equally long and name existing rows.
 *
 * @param action What the caller is about to do, for the message: `train`.
 * @param pairs The pairs to check.
 * @param itemCount How many items there are.
 * @throws {RangeError} If lengths differ or a row is `itemCount` or more.
 */
export function checkPairs(
  action: string,
  pairs: RowPairs & { weight?: Float32Array },
  itemCount: number,
): void {
  const { left, right, weight } = pairs;
  if (
    left.length !== right.length ||
    (weight !== undefined && weight.length !== left.length)
  ) {
    throw new RangeError(
      `Cannot ${action}: the arrays of the pairs must be equally long, got ${left.length}, ${right.length}${
        weight ? ` and ${weight.length}` : ""
      }`,
    );
  }
  for (let p = 0; p < left.length; p++) {
    const row = Math.max(left[p]!, right[p]!);
    if (row >= itemCount) {
      throw new RangeError(
        `Cannot ${action}: rows must be below ${itemCount}, got ${row} in pair ${p}`,
      );
    }
  }
}

/**
 * Some known pairs with drawn negatives: what an engine takes one step on.
 * Pairs are taken in groups of `sharedBy`, one after another (the last may have
 * fewer), and those of a group share its negatives: each of its anchors is paired
 * with each of them.
 */
export interface PairBatch {
  /** Rows of the items the negatives are paired with, uint32, shape `[b]`. */
  anchor: Uint32Array;
  /** Rows that go with them, uint32, shape `[b]`. */
  positive: Uint32Array;
  /**
   * Rows drawn for each group, uint32, shape
   * `[ceil(b / sharedBy), negativesPerPair]`.
   */
  negative: Uint32Array;
  /** Negatives a group, and so a pair, a whole number >= 0. */
  negativesPerPair: number;
  /** Pairs that share one draw of negatives, a whole number >= 1. Default 1. */
  sharedBy?: number;
  /** What each pair should be, float32, shape `[b]`. Default 1. */
  label?: Float32Array;
  /** How much each pair counts in the loss, float32, >= 0, shape `[b]`. Default 1. */
  weight?: Float32Array;
  /**
   * Negatives that are passed over, uint32, the shape of `negative`: bit s stands for
   * pair s of the group, of which there are then at most 32. Default: none.
   */
  masked?: Uint32Array;
}
