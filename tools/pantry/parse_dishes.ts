import type { SourceMistake } from "./source_mistake.ts";

/** A dish and what a cook buys for it. */
export interface Dish {
  /** Distinct among all dishes. */
  name: string;
  /** The heading that the dish stands under, such as "Italian". */
  cuisine: string;
  /** Each at most once. */
  ingredients: string[];
  /** Where the dish stands in its source, 1-based. */
  line: number;
}

/** Fewest and most ingredients that a dish may name. */
const INGREDIENT_LIMITS = { least: 5, most: 14 } as const;

/**
 * Returns the dishes of a source text, whose notation its head describes, and
 * every mistake in it; a line with a mistake gives no dish.
 *
 * @param text The source, lines ending in `\n`.
 * @param file Its path, for the mistakes.
 */
export function parseDishes(
  text: string,
  file: string,
): { dishes: Dish[]; mistakes: SourceMistake[] } {
  const dishes: Dish[] = [];
  const mistakes: SourceMistake[] = [];
  const lineOfName = new Map<string, number>();
  let cuisine: string | undefined;

  for (const [index, row] of text.split("\n").entries()) {
    const line = index + 1;
    const fail = (message: string) => mistakes.push({ file, line, message });

    if (row.trim() === "" || row === "#" || row.startsWith("# ")) continue;
    if (row.startsWith("## ")) {
      cuisine = row.slice(3).trim();
      continue;
    }
    const [, name, list] = /^([^:]+): (.+)$/.exec(row) ?? [];
    if (name === undefined || list === undefined) {
      fail(`a dish must read "Name: ingredient, ingredient", got "${row}"`);
      continue;
    }
    if (cuisine === undefined) {
      fail(`a dish must stand under a "## Cuisine" heading, got "${name}"`);
      continue;
    }
    const earlier = lineOfName.get(name);
    if (earlier !== undefined) {
      fail(
        `a dish must appear once, got "${name}" again after line ${earlier}`,
      );
      continue;
    }
    const ingredients = list.split(", ");
    const odd = ingredients.find((it) => it === "" || it !== it.trim());
    const twice = ingredients.find((it, i) => ingredients.indexOf(it) < i);
    const { least, most } = INGREDIENT_LIMITS;
    if (odd !== undefined) {
      fail(
        `ingredients must be separated by one comma and space, got "${odd}"`,
      );
    } else if (twice !== undefined) {
      fail(`an ingredient must appear once in a dish, got "${twice}" twice`);
    } else if (ingredients.length < least || ingredients.length > most) {
      fail(
        `"${name}" must have ${least} to ${most} ingredients, got ${ingredients.length}`,
      );
    } else {
      lineOfName.set(name, line);
      dishes.push({ name, cuisine, ingredients, line });
    }
  }
  return { dishes, mistakes };
}
