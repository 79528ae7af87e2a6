import {
  BLOCK_WORDS,
  decodeSearchIndexHeader,
  searchIndexLayout,
  WORD_PLACES,
} from "../model/search_index_layout.ts";
import assert from "node:assert/strict";
import { createRandom } from "../random.ts";
import { SearchIndexBuilder } from "./search_index_builder.ts";
import { wordsOf } from "./words_of.ts";

type Item = { id: string; title: string | null; brand: string | null };

async function built(
  items: readonly Item[],
  pause?: () => Promise<void>,
): Promise<Uint8Array<ArrayBuffer>> {
  const builder = new SearchIndexBuilder(items.length);
  for (const item of items) builder.add(item);
  return await builder.finish(pause);
}

/** Reads a file by its layout alone: rows and places of each word, in file order. */
function parsed(file: Uint8Array<ArrayBuffer>) {
  const shape = decodeSearchIndexHeader(file, "search.index", file.length);
  const layout = searchIndexLayout(shape);
  const view = new DataView(file.buffer);
  let at = layout.dictionary;
  const varint = () => {
    let value = 0;
    for (let factor = 1;; factor *= 128) {
      const byte = file[at++]!;
      value += (byte & 127) * factor;
      if (byte < 128) return value;
    }
  };
  const sizes: [word: string, bytes: number][] = [];
  let word = "";
  for (let place = 0; place < shape.wordCount; place++) {
    if (place % BLOCK_WORDS === 0) {
      const block = layout.blocks + 8 * place / BLOCK_WORDS;
      assert.equal(view.getUint32(block, true), at - layout.dictionary);
      const before = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
      assert.equal(view.getUint32(block + 4, true), before);
    }
    word = word.slice(0, varint());
    if (place % BLOCK_WORDS === 0) assert.equal(word, "");
    const end = varint() + at;
    while (at < end) word += String.fromCharCode(varint());
    sizes.push([word, varint()]);
  }
  assert.equal(at, layout.postings);
  const words = new Map<string, [row: number, place: number][]>();
  for (const [word, bytes] of sizes) {
    const end = at + bytes;
    let row = 0;
    const postings = Array.from({ length: varint() }, () => {
      const posting = varint();
      row += Math.floor(posting / 4);
      return [row, posting % 4] as [number, number];
    });
    assert.equal(at, end);
    words.set(word, postings);
  }
  assert.equal(at, file.length);
  return {
    words,
    lengths: [...file.subarray(layout.lengths, layout.dictionary)],
  };
}

Deno.test("finish() tells of each word which items have it, and where", async () => {
  const { words, lengths } = parsed(
    await built([
      { id: "A-1", title: "Basmati Rice rice", brand: "Tilda rice" },
      { id: "rice", title: "Rice", brand: null },
      { id: "b2", title: null, brand: "Tilda" },
      { id: "b3", title: "Wi-Fi 饭饭", brand: null },
    ]),
  );
  const { id, title, brand, titleAndBrand } = WORD_PLACES;
  assert.deepEqual([...words], [
    ["1", [[0, id]]],
    ["a", [[0, id]]],
    ["b2", [[2, id]]],
    ["b3", [[3, id]]],
    ["basmati", [[0, title]]],
    ["fi", [[3, title]]],
    ["rice", [[0, titleAndBrand], [1, id]]],
    ["tilda", [[0, brand], [2, brand]]],
    ["wi", [[3, title]]],
    ["wifi", [[3, title]]],
    ["饭", [[3, title]]],
    ["饭饭", [[3, title]]],
  ]);
  assert.deepEqual(lengths, [5, 1, 1, 3]);
});

Deno.test("finish() keeps every word of many items, in several blocks and with far rows", async () => {
  const random = createRandom(3);
  const items = Array.from({ length: 3000 }, (_, row): Item => ({
    id: `id${row}`,
    title: Array.from(
      { length: random.below(300) === 0 ? 300 : 3 },
      () => (random.below(900) ** 2).toString(30) + "é𠮷"[random.below(2)],
    ).join(" "),
    brand: row % 3 === 0 ? null : "Brand",
  }));
  const { words, lengths } = parsed(await built(items));
  const expected = new Map<string, number[]>();
  for (const [row, { id, title, brand }] of items.entries()) {
    const found = wordsOf(`${title} ${brand ?? ""} ${id}`);
    for (const word of new Set([...found.words, ...found.others])) {
      expected.set(word, [...expected.get(word) ?? [], row]);
    }
  }
  assert.deepEqual([...words.keys()], [...expected.keys()].sort());
  for (const [word, postings] of words) {
    assert.deepEqual(postings.map(([row]) => row), expected.get(word));
  }
  assert.ok(lengths.includes(255));
});

Deno.test("finish() gives the same bytes each time, with pauses or without", async () => {
  const items = Array.from({ length: 20_000 }, (_, row): Item => ({
    id: `${row}`,
    title: `title ${row % 77} é`,
    brand: null,
  }));
  let pauses = 0;
  const pause = () => {
    pauses++;
    return Promise.resolve();
  };
  assert.deepEqual(await built(items, pause), await built(items));
  assert.ok(pauses > 2);
});

Deno.test("finish() writes an index without items or words", async () => {
  assert.equal(parsed(await built([])).words.size, 0);
  const silent = { id: "!", title: null, brand: "" };
  assert.deepEqual(parsed(await built([silent])), {
    words: new Map(),
    lengths: [0],
  });
});

Deno.test("SearchIndexBuilder refuses other numbers of items than announced", async () => {
  const item = { id: "a", title: null, brand: null };
  const builder = new SearchIndexBuilder(1);
  await assert.rejects(
    builder.finish(),
    new RangeError("Cannot index words: there must be 1 items, got 0"),
  );
  builder.add(item);
  assert.throws(
    () => builder.add(item),
    new RangeError("Cannot index words: there must be 1 items, got more"),
  );
  for (const itemCount of [-1, 0.5, 2 ** 31]) {
    assert.throws(() => new SearchIndexBuilder(itemCount), {
      name: "RangeError",
      message: /itemCount must be a whole number in \[0, 1073741824\]/,
    });
  }
});
