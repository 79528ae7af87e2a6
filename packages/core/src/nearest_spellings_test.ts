import assert from "node:assert/strict";
import { nearestSpellings } from "./nearest_spellings.ts";
import { createRandom } from "./random.ts";

/** Oracle: Levenshtein distance by its definition, in exponential time. */
function distanceByDefinition(a: string, b: string): number {
  if (a === "" || b === "") return a.length + b.length;
  const [restOfA, restOfB] = [a.slice(1), b.slice(1)];
  return a[0] === b[0] ? distanceByDefinition(restOfA, restOfB) : 1 + Math.min(
    distanceByDefinition(restOfA, b),
    distanceByDefinition(a, restOfB),
    distanceByDefinition(restOfA, restOfB),
  );
}

Deno.test("nearestSpellings() matches the oracle on random words", () => {
  const random = createRandom(1);
  const word = (): string =>
    Array.from({ length: random.below(8) }, () => "abc"[random.below(3)])
      .join("");
  for (let round = 0; round < 50; round++) {
    const written = word();
    const candidates = Array.from({ length: 20 }, word);
    const farthest = Math.max(1, Math.round(written.length / 3));
    const expected = candidates
      .map((candidate) => ({
        candidate,
        distance: distanceByDefinition(written, candidate),
      }))
      .filter(({ distance }) => distance <= farthest)
      .sort((a, b) => a.distance - b.distance)
      .map(({ candidate }) => candidate);
    assert.deepEqual(nearestSpellings(written, candidates, 20), expected);
    assert.deepEqual(
      nearestSpellings(written, candidates),
      expected.slice(0, 3),
    );
  }
});

Deno.test("nearestSpellings() ignores case and returns what was given", () => {
  assert.deepEqual(nearestSpellings("SEED", ["Sed", "epochs"]), ["Sed"]);
});

Deno.test("nearestSpellings() puts nearer ones first, equal ones in order", () => {
  assert.deepEqual(
    nearestSpellings("threads", ["treads", "thread", "threads", "reads"]),
    ["threads", "treads", "thread"],
  );
});

Deno.test("nearestSpellings() allows a third of the word's length", () => {
  // Five and six letters allow two edits, four only one; one letter allows one.
  assert.deepEqual(nearestSpellings("abcdef", ["abcdxx"]), ["abcdxx"]);
  assert.deepEqual(nearestSpellings("abcdef", ["abcxxx"]), []);
  assert.deepEqual(nearestSpellings("abcde", ["abcxx"]), ["abcxx"]);
  assert.deepEqual(nearestSpellings("abcd", ["abxx"]), []);
  assert.deepEqual(nearestSpellings("k", ["n"]), ["n"]);
});

Deno.test("nearestSpellings() is empty without candidates or with limit 0", () => {
  assert.deepEqual(nearestSpellings("seed", []), []);
  assert.deepEqual(nearestSpellings("seed", ["seed"], 0), []);
});

Deno.test("nearestSpellings() takes the empty word", () => {
  assert.deepEqual(nearestSpellings("", ["", "a", "ab"]), ["", "a"]);
});
