import assert from "node:assert/strict";
import { type CatalogueOptions, resolveOptions } from "./catalogue_options.ts";
import { PRESETS } from "./presets.ts";

Deno.test("resolveOptions() takes what is not given from the preset", () => {
  assert.deepEqual(resolveOptions({}), {
    shape: PRESETS.electronics,
    broken: 1e-4,
    format: "2014",
    order: "shuffled",
    seed: 1,
  });
  assert.deepEqual(resolveOptions({ preset: "books" }).shape, PRESETS.books);
});

Deno.test("resolveOptions() keeps the preset's proportions in another size", () => {
  const { shape } = resolveOptions({ records: 49_820 });
  assert.equal(shape.items, 41_875);
  assert.equal(shape.pairs, 400_527);
  assert.equal(resolveOptions({ items: 41_875 }).shape.records, 498_196);
  // Ten items cannot have ten pairs each.
  assert.equal(resolveOptions({ records: 12 }).shape.pairs, 23);
});

const REFUSED: [CatalogueOptions, string][] = [
  [{ records: 1 }, "records must be a whole number in [2, 50000000], got 1"],
  [{ records: 10.5 }, "records must be a whole number in [2, 50000000]"],
  [
    { records: 10, items: 11 },
    "items must be a whole number in [2, 10], got 11",
  ],
  [
    { records: 10, items: 5, pairs: 11 },
    "pairs must be a whole number in [1, 10], got 11",
  ],
  [{ dangling: 0.95 }, "dangling must be a number in [0, 0.9], got 0.95"],
  [{ broken: NaN }, "broken must be a number in [0, 1], got NaN"],
  [
    { seed: -1 },
    "seed must be a whole number in [0, 9007199254740991], got -1",
  ],
  [
    { format: "2015" as "2014" },
    'format must be one of 2014, 2018, 2023, got "2015"',
  ],
  [
    { order: "random" as "sorted" },
    'order must be one of shuffled, sorted, got "random"',
  ],
  [
    { preset: "toys" as "books" },
    'preset must be one of electronics, books, got "toys"',
  ],
];

for (const [options, reason] of REFUSED) {
  Deno.test(`resolveOptions() refuses ${JSON.stringify(options)}`, () => {
    assert.throws(
      () => resolveOptions(options),
      (error: Error) =>
        error instanceof RangeError &&
        error.message.startsWith(`Cannot make a catalogue: ${reason}`),
    );
  });
}
