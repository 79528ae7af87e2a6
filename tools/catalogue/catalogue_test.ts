import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import {
  makeCatalogue,
  pairsOf,
  type ReadRecord,
  readRecord,
  recount,
} from "./_testing.ts";
import { Catalogue } from "./catalogue.ts";
import type { CatalogueOptions } from "./catalogue_options.ts";

const SMALL = { records: 2000, broken: 0.05 } satisfies CatalogueOptions;

function recordsOf(lines: string[]): ReadRecord[] {
  return lines.map(readRecord).filter((record) => typeof record !== "string");
}

for (
  const options of [
    { ...SMALL },
    { ...SMALL, preset: "books", order: "sorted", seed: 2 },
    { ...SMALL, format: "2018", order: "sorted" },
    { ...SMALL, format: "2023", preset: "books" },
    { ...SMALL, dangling: 0, broken: 1 },
  ] as CatalogueOptions[]
) {
  Deno.test(`Catalogue tells the truth with ${JSON.stringify(options)}`, () => {
    const { bytes, lines, truth } = makeCatalogue(options);
    assert.deepEqual(recount(bytes, lines), truth);
    assert.ok(Object.values(truth.skipped).every((count) => count > 0));
  });
}

Deno.test("Catalogue counts products that name themselves, and repeats", () => {
  // One in ten thousand does each: a seed at which both are there.
  const { bytes, lines, truth } = makeCatalogue({
    records: 6000,
    items: 5000,
    pairs: 12_000,
    dangling: 0.1,
    broken: 0,
    seed: 7,
  });
  assert.deepEqual(recount(bytes, lines), truth);
  assert.ok(truth.selfLinks > 0);
  assert.ok(
    recordsOf(lines).some(({ related }) =>
      Object.values(related).some((ids) => new Set(ids).size < ids.length)
    ),
  );
});

Deno.test("Catalogue meets records and items exactly, pairs within 1 %, dangling within 0.02", () => {
  for (
    const wanted of [
      { records: 3000, items: 2500, pairs: 10_000, dangling: 0.3 },
      { records: 3000, items: 3000, pairs: 60_000, dangling: 0.1 },
      { records: 3000, items: 500, pairs: 2000, dangling: 0.8 },
    ]
  ) {
    const { truth } = makeCatalogue(wanted);
    assert.equal(truth.products, wanted.records);
    assert.equal(truth.items, wanted.items);
    assert.ok(
      Math.abs(truth.pairs / wanted.pairs - 1) < 0.01,
      `${truth.pairs} pairs`,
    );
    const dangling = truth.danglingLinks / truth.links;
    assert.ok(Math.abs(dangling - wanted.dangling) < 0.02, `${dangling}`);
  }
});

Deno.test("Catalogue makes equal bytes of equal options, others of another seed", () => {
  const { bytes } = makeCatalogue(SMALL);
  assert.ok(Buffer.from(bytes).equals(makeCatalogue(SMALL).bytes));
  assert.ok(
    !Buffer.from(bytes).equals(makeCatalogue({ ...SMALL, seed: 2 }).bytes),
  );
});

Deno.test("Catalogue holds the same records in either order, sorted ones by id", () => {
  const options = { records: 1000, broken: 0 };
  const shuffled = makeCatalogue(options).lines;
  const sorted = makeCatalogue({ ...options, order: "sorted" }).lines;
  assert.deepEqual(shuffled.toSorted(), sorted.toSorted());
  const ids = recordsOf(sorted).map(({ id }) => id);
  assert.deepEqual(ids, ids.toSorted());
  assert.notDeepEqual(shuffled, sorted);
});

Deno.test("Catalogue has the same pairs in every format", () => {
  const pairsIn = (format: "2014" | "2018" | "2023") =>
    pairsOf(recordsOf(makeCatalogue({ records: 1000, format }).lines));
  assert.deepEqual(pairsIn("2018"), pairsIn("2014"));
  assert.deepEqual(pairsIn("2023"), pairsIn("2014"));
});

Deno.test("Catalogue has a few products of very many pairs, and many of few", () => {
  const { lines } = makeCatalogue({ records: 10_000, broken: 0 });
  const degrees = new Map<string, number>();
  for (const pair of pairsOf(recordsOf(lines))) {
    for (const id of pair.split(" ")) {
      degrees.set(id, (degrees.get(id) ?? 0) + 1);
    }
  }
  const sorted = [...degrees.values()].sort((a, b) => a - b);
  const quantile = (share: number) =>
    sorted[Math.floor(share * (sorted.length - 1))]!;
  // The real catalogues: a median of 29, and 489 at one in a thousand.
  assert.ok(quantile(0.999) > 8 * quantile(0.5), `${quantile(0.999)}`);
  assert.ok(quantile(1) > 20 * quantile(0.5), `${quantile(1)}`);
  assert.ok(quantile(0.1) < 0.6 * quantile(0.5), `${quantile(0.1)}`);
});

Deno.test("Catalogue names relations as often as real ones do", () => {
  const { truth } = makeCatalogue({ records: 5000 });
  const { also_bought, also_viewed, bought_together, buy_after_viewing } =
    truth.linksByRelation;
  assert.ok(also_bought > 2 * also_viewed);
  assert.ok(also_viewed > 3 * buy_after_viewing);
  assert.ok(buy_after_viewing > bought_together);
});

Deno.test("Catalogue writes records of about two kilobytes", () => {
  for (const preset of ["electronics", "books"] as const) {
    const { truth } = makeCatalogue({ preset, records: 3000 });
    const mean = truth.bytes / truth.lines;
    assert.ok(mean > 1700 && mean < 2300, `${preset}: ${mean}`);
  }
});

Deno.test("Catalogue works with the fewest products", () => {
  const { bytes, lines, truth } = makeCatalogue({
    records: 2,
    pairs: 1,
    broken: 0,
  });
  assert.deepEqual(recount(bytes, lines), truth);
  assert.equal(truth.pairs, 1);
});

Deno.test("Catalogue gives its pieces once, and the truth after the last", () => {
  const catalogue = new Catalogue({ records: 100 });
  assert.throws(() => catalogue.truth, {
    name: "TypeError",
    message:
      "Cannot tell the truth of a catalogue: all pieces must be taken first",
  });
  for (const piece of catalogue.pieces()) assert.ok(piece.length > 0);
  assert.equal(catalogue.truth.products, 100);
  assert.throws(() => catalogue.pieces().next(), {
    name: "TypeError",
    message:
      "Cannot give the pieces of a catalogue: they must be taken once only",
  });
});
