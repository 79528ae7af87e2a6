import type { LeakWarning } from "../evaluation_report.ts";
import { EXAMPLES, type Finds } from "./_finds.ts";
import type { UnseenItems } from "./_find_unseen_items.ts";

/** Returns the warning, or null where there is nothing to warn of. */
export function describeHeldOutInTraining(
  sameOrder: Finds,
  reversed: Finds,
  of: number,
): LeakWarning | null {
  const sentence = (count: string): string =>
    `${count} held-out pairs are training pairs too (in the same order: ${
      number(sameOrder.count)
    }, with left and right exchanged: ${
      number(reversed.count)
    }): the model was shown the answers. ` +
    `They are left out of these numbers; take them out of one side of the split.`;
  return warn("heldOutInTraining", [sameOrder, reversed], of, sentence);
}

/** Returns the warning, or null where there is nothing to warn of. */
export function describeKnownNegatives(
  inTraining: Finds,
  heldOut: Finds,
  of: number,
): LeakWarning | null {
  const sentence = (count: string): string =>
    `${count} negatives are known pairs (in training: ${
      number(inTraining.count)
    }, held out: ${
      number(heldOut.count)
    }): a model would be blamed for scoring them high. ` +
    `They are left out of these numbers; draw negatives among the pairs that are not known.`;
  return warn("negativeKnown", [inTraining, heldOut], of, sentence);
}

/** Returns the warning, or null where there is nothing to warn of. */
export function describeDuplicates(
  heldOut: Finds,
  negatives: Finds,
  of: number,
): LeakWarning | null {
  const sentence = (count: string): string =>
    `${count} validation pairs repeat another (held-out pairs: ${
      number(heldOut.count)
    }, negatives: ${
      number(negatives.count)
    }), in either order, and would count more than once. ` +
    `Each is judged once; join repeated pairs before they are split.`;
  return warn("duplicatePair", [heldOut, negatives], of, sentence);
}

/** Returns the warning, or null where there is nothing to warn of. */
export function describeUnseenItems(unseen: UnseenItems): LeakWarning | null {
  if (unseen.items === 0) return null;
  return {
    kind: "unseenItem",
    count: unseen.items,
    of: unseen.ofItems,
    message: `${number(unseen.items)} of ${
      number(unseen.ofItems)
    } items with held-out pairs have no training pair, so a model cannot know them; they are in ${
      number(unseen.pairs.count)
    } of ${
      number(unseen.ofPairs)
    } held-out pairs. These pairs stay in the numbers; the slice "seen" goes without them, and so does a split by the method "seen-only".`,
    examples: unseen.pairs.examples,
  };
}

function warn(
  kind: LeakWarning["kind"],
  finds: Finds[],
  of: number,
  sentence: (count: string) => string,
): LeakWarning | null {
  const count = finds.reduce((sum, found) => sum + found.count, 0);
  if (count === 0) return null;
  const examples = finds.flatMap((found) => found.examples).slice(0, EXAMPLES);
  return {
    kind,
    count,
    of,
    message: sentence(`${number(count)} of ${number(of)}`),
    examples,
  };
}

function number(count: number): string {
  return count.toLocaleString("en");
}
