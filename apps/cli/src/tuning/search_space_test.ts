import { resolveTrainOptions } from "@kindred/trainer";
import assert from "node:assert/strict";
import {
  drawCandidates,
  type OptionDraw,
  SEARCH_SPACES,
  type TunableRecipe,
} from "./search_space.ts";

const RECIPE_NAMES = Object.keys(SEARCH_SPACES) as TunableRecipe[];

function take(recipe: TunableRecipe, seed: number, count: number) {
  const drawn = drawCandidates(recipe, seed);
  return Array.from({ length: count }, () => drawn.next().value);
}

Deno.test("drawCandidates() begins with the defaults, and follows from the seed", () => {
  for (const recipe of RECIPE_NAMES) {
    const candidates = take(recipe, 5, 40);
    assert.deepEqual(candidates[0], { recipe });
    assert.deepEqual(take(recipe, 5, 60).slice(0, 40), candidates);
    assert.notDeepEqual(take(recipe, 6, 40), candidates);
  }
});

Deno.test("drawCandidates() draws what training takes, from all of each range", () => {
  for (const recipe of RECIPE_NAMES) {
    const candidates = take(recipe, 1, 400).slice(1);
    for (const candidate of candidates) resolveTrainOptions(candidate);
    const space: [string, OptionDraw][] = Object.entries(SEARCH_SPACES[recipe]);
    for (const [name, draw] of space) {
      const values = candidates.flatMap((candidate) => {
        const value = (candidate as Record<string, number | string>)[name];
        return value === undefined ? [] : [value];
      });
      const message = `${recipe} ${name}`;
      // As often as not; the standard deviation is 0.025.
      assert.ok(Math.abs(values.length / 399 - 0.5) < 0.1, message);
      if (draw.kind === "choice") {
        assert.deepEqual(new Set(values), new Set(draw.of), message);
        continue;
      }
      const numbers = values as number[];
      const place = draw.kind === "log"
        ? (value: number) =>
          Math.log(value / draw.from) / Math.log(draw.to / draw.from)
        : (value: number) => (value - draw.from) / (draw.to - draw.from);
      const places = numbers.map(place);
      assert.ok(Math.min(...places) > -1e-9 && Math.min(...places) < 0.05);
      assert.ok(Math.max(...places) < 1 + 1e-9 && Math.max(...places) > 0.95);
      const mean = places.reduce((sum, p) => sum + p, 0) / places.length;
      assert.ok(Math.abs(mean - 0.5) < 0.08, `${message}: ${mean}`);
    }
  }
});
