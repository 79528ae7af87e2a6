import { createRandom, type Random } from "@kindred/core";
import type { RecipeName, TrainOptions } from "@kindred/trainer";

/** How the value of an option is drawn. */
export type OptionDraw =
  /** From `from` to `to`, so that the logarithm is even. */
  | { kind: "log"; from: number; to: number; whole?: true }
  /** From `from` to `to`, evenly. */
  | { kind: "even"; from: number; to: number }
  /** One of some values, each as likely. */
  | { kind: "choice"; of: readonly (number | string)[] };

/** What is searched: the options that are drawn, and how. */
export type SearchSpace = Partial<Record<keyof TrainOptions, OptionDraw>>;

/**
 * What is searched for each recipe: about a factor of three around its defaults,
 * by logarithm where an option works as a factor.
 */
export const SEARCH_SPACES = {
  kindred: {
    epochs: { kind: "log", from: 8, to: 50, whole: true },
    initialLength: { kind: "log", from: 0.4, to: 3 },
    learningRate: { kind: "log", from: 0.1, to: 0.8 },
    l2: { kind: "log", from: 0.01, to: 0.1 },
    l2Power: { kind: "even", from: 0, to: 0.6 },
    negatives: { kind: "log", from: 8, to: 64, whole: true },
    negativesSharedBy: { kind: "choice", of: [4, 8, 16, 32] },
    negativeWeight: { kind: "log", from: 0.01, to: 0.2 },
    negativePower: { kind: "even", from: 0, to: 0.75 },
    smoothing: { kind: "even", from: 0, to: 1 },
  },
  plain: {
    epochs: { kind: "log", from: 15, to: 60, whole: true },
    learningRate: { kind: "log", from: 0.1, to: 0.8 },
    l2: { kind: "log", from: 0.01, to: 0.06 },
    l2Power: { kind: "even", from: 0, to: 0.6 },
    negatives: { kind: "log", from: 3, to: 12, whole: true },
    negativeWeight: { kind: "log", from: 0.4, to: 1.5 },
    negativePower: { kind: "even", from: 0, to: 1 },
    biasRate: { kind: "log", from: 0.03, to: 0.3 },
  },
  als: {
    epochs: { kind: "log", from: 4, to: 16, whole: true },
    unobservedWeight: { kind: "log", from: 0.003, to: 0.03 },
    regularization: { kind: "log", from: 0.003, to: 0.03 },
    solverSteps: { kind: "choice", of: [2, 3, 4, 6] },
    weightUse: { kind: "choice", of: ["none", "loss"] },
  },
} as const satisfies Partial<Record<RecipeName, SearchSpace>>;

/** A recipe that can be searched around. */
export type TunableRecipe = keyof typeof SEARCH_SPACES;

/** How likely an option is to keep the recipe's default. */
const KEEP = 0.5;

/** The stream of the seed from which candidates are drawn. */
const STREAM = 8;

/**
 * Gives candidates without end: first the recipe's defaults, then options that
 * are drawn from its space. Each option keeps its default as often as not: the
 * defaults are good, and a candidate that differs in everything seldom is.
 *
 * @param recipe Whose space.
 * @param seed The sequence follows from it: a longer search begins as a shorter.
 */
export function* drawCandidates(
  recipe: TunableRecipe,
  seed: number,
): Generator<TrainOptions, never> {
  const random = createRandom(seed, STREAM);
  const space: SearchSpace = SEARCH_SPACES[recipe];
  yield { recipe };
  while (true) {
    const drawn = Object.entries(space).flatMap(([name, draw]) => {
      // Both are always drawn, so that no option moves the draws of another.
      const kept = random.float() < KEEP;
      const value = drawValue(draw, random);
      return kept ? [] : [[name, value]];
    });
    yield { recipe, ...Object.fromEntries(drawn) };
  }
}

function drawValue(draw: OptionDraw, random: Random): number | string {
  switch (draw.kind) {
    case "choice":
      return draw.of[random.below(draw.of.length)]!;
    case "even":
      return rounded(draw.from + random.float() * (draw.to - draw.from));
    case "log": {
      const value = draw.from * (draw.to / draw.from) ** random.float();
      return draw.whole ? Math.round(value) : rounded(value);
    }
  }
}

/** Three digits: what is beyond is noise, and people write them down. */
function rounded(value: number): number {
  return Number(value.toPrecision(3));
}
