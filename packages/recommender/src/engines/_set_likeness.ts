import type { Likeness, LikenessBasis } from "./engine.ts";

/**
 * Compares items by what they have in common: the size of the intersection of two
 * sets by that of their union (Jaccard).
 *
 * @param by What the sets hold.
 * @param sets A set an item.
 */
export function setLikeness(
  by: LikenessBasis,
  sets: readonly ReadonlySet<unknown>[],
): Likeness {
  return {
    by,
    of(a, b) {
      const [small, large] = sets[a]!.size <= sets[b]!.size
        ? [sets[a]!, sets[b]!]
        : [sets[b]!, sets[a]!];
      let common = 0;
      for (const member of small) if (large.has(member)) common++;
      const all = small.size + large.size - common;
      return all === 0 ? 0 : common / all;
    },
  };
}
