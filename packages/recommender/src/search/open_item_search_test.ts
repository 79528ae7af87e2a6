import {
  createRandom,
  MODEL_FILES,
  type ModelItem,
  SearchIndexBuilder,
  wordsOf,
} from "@kindred/core";
import assert from "node:assert/strict";
import { memorySource } from "../sources/memory_source.ts";
import type { ModelSource } from "../sources/model_source.ts";
import { madeItems } from "./_titles_fixture.ts";
import { createItemSearch } from "./create_item_search.ts";
import { openItemSearch } from "./open_item_search.ts";

const NAME = MODEL_FILES.searchIndex;
const ITEMS = madeItems({ itemCount: 3000, wordCount: 2000 });
const PAIRS = Uint32Array.from(ITEMS, ({ pairs }) => pairs);
const FILE = await indexOf(ITEMS);

async function indexOf(
  items: readonly ModelItem[],
): Promise<Uint8Array<ArrayBuffer>> {
  const builder = new SearchIndexBuilder(items.length);
  for (const item of items) builder.add(item);
  return await builder.finish();
}

const sourceOf = (file: Uint8Array): ModelSource =>
  memorySource({ [NAME]: file });

/** What an item is found by. */
function wordsOfItem({ id, title, brand }: ModelItem): string[] {
  return wordsOf(`${title ?? ""} ${brand ?? ""} ${id}`).words;
}

/** Queries of some words of a title, one of them begun only or mistyped. */
function madeQueries(): { row: number; words: string[]; mistyped: string }[] {
  const random = createRandom(4);
  return Array.from({ length: 300 }, () => {
    const row = random.below(ITEMS.length);
    const all = [...new Set(wordsOfItem(ITEMS[row]!))];
    const words = all.slice(random.below(all.length)).slice(0, 3);
    const at = words.length - 1;
    const last = words[at]!;
    const cut = 1 + random.below(last.length - 1);
    const mistyped = last.slice(0, cut) + last.slice(cut + 1);
    words[at] = last.slice(0, Math.max(3, cut));
    return {
      row,
      words,
      mistyped: [...words.slice(0, at), mistyped].join(" "),
    };
  });
}

Deno.test("openItemSearch() finds exactly the items that have all words, or their beginnings", async () => {
  const search = await openItemSearch(sourceOf(FILE), PAIRS);
  const itemWords = ITEMS.map(wordsOfItem);
  for (const { row, words } of madeQueries()) {
    const expected = [...ITEMS.keys()].filter((other) =>
      words.every((word, i) =>
        itemWords[other]!.some((having) =>
          having === word ||
          word.length >= (i === words.length - 1 ? 2 : 3) &&
            having.startsWith(word)
        )
      )
    );
    const found = await search!.rowsFor(words.join(" "), ITEMS.length);
    assert.ok(expected.includes(row));
    assert.deepEqual(found.toSorted((a, b) => a - b), expected);
    const first = await search!.rowsFor(words.join(" "), 3);
    assert.deepEqual(first, found.slice(0, 3));
  }
});

Deno.test("openItemSearch() finds an item though a word is mistyped", async () => {
  const search = await openItemSearch(sourceOf(FILE), PAIRS);
  let found = 0, asked = 0;
  for (const { row, words, mistyped } of madeQueries()) {
    // A word or two alone may well be others of so few.
    if (words.length < 3 || words.at(-1)!.length < 5) continue;
    asked++;
    if ((await search!.rowsFor(mistyped, 10)).includes(row)) found++;
  }
  assert.ok(asked > 30 && found / asked > 0.9, `${found} of ${asked}`);
});

Deno.test("openItemSearch() finds what an index built in memory finds, in the same order", async () => {
  const shifted = new Uint8Array(FILE.length + 1);
  shifted.set(FILE, 1);
  const searches = [
    createItemSearch(ITEMS.length, async function* () {
      yield await Promise.resolve(ITEMS.slice(0, 1000));
      yield await Promise.resolve(ITEMS.slice(1000));
    }),
    await openItemSearch(sourceOf(FILE), PAIRS),
    await openItemSearch(sourceOf(shifted.subarray(1)), PAIRS),
  ];
  for (const { mistyped } of madeQueries().slice(0, 50)) {
    const found = await Promise.all(
      searches.map((search) => search!.rowsFor(mistyped, 50)),
    );
    assert.deepEqual(found[1], found[0]);
    assert.deepEqual(found[2], found[0]);
  }
});

Deno.test("openItemSearch() ranks by places, rarity, length and pairs", async () => {
  const items = [
    ["a", "Kettle for tea and much else besides", null, 1],
    ["b", "Kettle", null, 1],
    ["c", "Kettle", null, 100],
    ["d", "Kettle", null, 0],
    ["kettle", "Pot", null, 1],
    ["e", "Pot", "Kettle", 1],
    ["f", "Kettledrum", null, 1],
  ].map(([id, title, brand, pairs]) => (
    { id, title, brand, price: null, categories: [], pairs } as ModelItem
  ));
  const pairs = Uint32Array.from(items, ({ pairs }) => pairs);
  const search = await openItemSearch(sourceOf(await indexOf(items)), pairs);
  const found = async (query: string) =>
    (await search!.rowsFor(query, 10)).map((row) => items[row]!.id);
  const kettles = await found("kettle");
  assert.equal(kettles.length, 7);
  const place = (id: string) => kettles.indexOf(id);
  assert.ok(place("c") < place("b"), "more pairs first");
  assert.ok(place("b") < place("d"), "untrained later");
  assert.ok(place("b") < place("a"), "short titles first");
  assert.ok(place("b") < place("e"), "titles before brands");
  assert.ok(place("b") < place("f"), "whole words first");
  // The nearest words with errors: all that one letter changes.
  assert.deepEqual(
    (await found("kettel")).sort(),
    kettles.filter((id) => id !== "f").sort(),
  );
});

Deno.test("openItemSearch() reads a header, then the dictionary once, then postings", async () => {
  const inner = sourceOf(FILE);
  const reads: [from: number, to: number][] = [];
  const search = await openItemSearch({
    ...inner,
    read(name, from, to) {
      assert.equal(name, NAME);
      reads.push([from, to]);
      return inner.read(name, from, to);
    },
  }, PAIRS);
  assert.deepEqual(reads, [[0, 64]]);
  await search!.prepare();
  const before = reads.length;
  await Promise.all([search!.prepare(), search!.prepare()]);
  await search!.rowsFor("for", 5);
  assert.equal(reads.length, before + 1);
  const [from, to] = reads.at(-1)!;
  assert.ok(to - from < FILE.length / 10);
});

Deno.test("openItemSearch() gives null where a model has no such index", async () => {
  assert.equal(await openItemSearch(memorySource({}), PAIRS), null);
});

Deno.test("openItemSearch() refuses a file that is cut short, or of other items, naming it", async () => {
  for (const length of [0, 63, 64, FILE.length - 1]) {
    await assert.rejects(
      openItemSearch(sourceOf(FILE.subarray(0, length)), PAIRS),
      { name: "ArtifactError", path: NAME },
    );
  }
  await assert.rejects(openItemSearch(sourceOf(FILE), PAIRS.subarray(1)), {
    name: "ArtifactError",
    message: 'Cannot read "search.index": it must tell of 2999 items, got 3000',
  });
});

Deno.test("openItemSearch() never takes a damaged file for another answer without end", async () => {
  const random = createRandom(8);
  const queries = madeQueries().slice(0, 20).map(({ mistyped }) => mistyped);
  let refused = 0;
  for (let i = 0; i < 100; i++) {
    const file = FILE.slice();
    file[64 + random.below(file.length - 64)]! ^= 1 << random.below(8);
    const search = await openItemSearch(sourceOf(file), PAIRS);
    try {
      for (const query of queries) {
        for (const row of await search!.rowsFor(query, 10)) {
          assert.ok(row < ITEMS.length);
        }
      }
    } catch (error) {
      assert.equal((error as Error).name, "ArtifactError");
      assert.match((error as Error).message, /^Cannot read "search.index": /);
      refused++;
    }
  }
  assert.ok(refused > 10, `${refused}`);
});

Deno.test("openItemSearch() refuses damaged postings, and answers other queries after", async () => {
  const items = ["rice", "saffron"].map((title, row): ModelItem => ({
    ...ITEMS[0]!,
    id: `${row}`,
    title,
    brand: null,
  }));
  const file = await indexOf(items);
  // The last postings are those of saffron: one, of row 1.
  file[file.length - 1] = 4 * 2 + 1;
  const search = await openItemSearch(sourceOf(file), PAIRS.subarray(0, 2));
  await assert.rejects(search!.rowsFor("saffron", 1), {
    name: "ArtifactError",
    message:
      'Cannot read "search.index": rows must ascend, below 2, got 2 behind 0',
  });
  assert.deepEqual(await search!.rowsFor("rice", 1), [0]);
});
