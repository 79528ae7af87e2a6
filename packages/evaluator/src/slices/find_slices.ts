import type { LabelledPairs } from "@kindred/core";
import { DEGREE_GROUPS, degreeGroups } from "./degree_groups.ts";

/** What is sliced. */
export interface SliceInput {
  /** The validation pairs that are judged, shape `[n]`. */
  validation: LabelledPairs;
  /** The items that are ranked for, uint32, shape `[q]`. */
  queries: Uint32Array;
  /** Training neighbours of each item, uint32, shape `[itemCount]`. */
  degrees: Uint32Array;
  /**
   * Further slices by name: 1 for each validation pair that is in it, else 0;
   * uint8, shape `[n]`. Default none.
   */
  masks?: Record<string, Uint8Array>;
}

/** A part of what a scorer is judged by. */
export interface Slice {
  /** Positions of its pairs among the validation pairs, ascending, uint32. */
  pairs: Uint32Array;
  /** Positions of its items among the query items, ascending, uint32. */
  queries: Uint32Array;
}

/**
 * Returns the slices of an evaluation by name:
 *
 * - `seen`: pairs whose both items have a training pair, and such query items;
 * - `head`, `middle`, `tail`: query items by their group (see
 *   {@linkcode degreeGroups}), and pairs by the group of their rarer item;
 * - one for each mask: its held-out pairs, against all negatives (a negative has
 *   no relation that it could be chosen by), and no query items.
 *
 * @param input See {@linkcode SliceInput}; nothing is changed.
 * @throws {RangeError} If a mask is not as long as the pairs, or has the name of
 * another slice.
 *
 * @example
 * ```ts
 * import { findSlices } from "@kindred/evaluator";
 * import assert from "node:assert/strict";
 *
 * const { seen, bought } = findSlices({
 *   validation: {
 *     left: Uint32Array.of(0, 0, 1),
 *     right: Uint32Array.of(1, 2, 2),
 *     label: Uint8Array.of(1, 1, 0),
 *   },
 *   queries: Uint32Array.of(0, 1, 2),
 *   degrees: Uint32Array.of(1, 1, 0),
 *   masks: { bought: Uint8Array.of(0, 1, 0) },
 * });
 * assert.deepEqual([...seen!.pairs], [0]);
 * assert.deepEqual([...seen!.queries], [0, 1]);
 * assert.deepEqual([...bought!.pairs], [1, 2]);
 * ```
 */
export function findSlices(input: SliceInput): Record<string, Slice> {
  const { validation: { left, right, label }, queries, degrees } = input;
  const slices: Record<string, Slice> = {
    seen: {
      pairs: positions(
        left.length,
        (p) => degrees[left[p]!]! > 0 && degrees[right[p]!]! > 0,
      ),
      queries: positions(queries.length, (q) => degrees[queries[q]!]! > 0),
    },
  };
  const groups = degreeGroups(degrees);
  for (const [group, name] of DEGREE_GROUPS.entries()) {
    slices[name] = {
      // The groups' numbers rise as items get rarer.
      pairs: positions(
        left.length,
        (p) => Math.max(groups[left[p]!]!, groups[right[p]!]!) === group,
      ),
      queries: positions(
        queries.length,
        (q) => groups[queries[q]!] === group,
      ),
    };
  }
  for (const [name, mask] of Object.entries(input.masks ?? {})) {
    if (Object.hasOwn(slices, name)) {
      throw new RangeError(
        `Cannot slice pairs: a mask must have a name of its own, got "${name}"`,
      );
    }
    if (mask.length !== left.length) {
      throw new RangeError(
        `Cannot slice pairs: mask "${name}" must have length ${left.length}, got ${mask.length}`,
      );
    }
    slices[name] = {
      pairs: positions(left.length, (p) => label[p] === 0 || mask[p] === 1),
      queries: new Uint32Array(),
    };
  }
  return slices;
}

/** The whole numbers below `count` for which something holds, ascending. */
function positions(
  count: number,
  holds: (position: number) => boolean,
): Uint32Array {
  const found = new Uint32Array(count);
  let length = 0;
  for (let p = 0; p < count; p++) if (holds(p)) found[length++] = p;
  return found.slice(0, length);
}
