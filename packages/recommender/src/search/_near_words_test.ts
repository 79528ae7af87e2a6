import {
  createRandom,
  decodeSearchIndexHeader,
  SearchIndexBuilder,
  searchIndexLayout,
} from "@kindred/core";
import assert from "node:assert/strict";
import { Dictionary } from "./_dictionary.ts";

/** Returns the dictionary of some words, and its parts. */
async function dictionaryOf(words: readonly string[]) {
  const builder = new SearchIndexBuilder(words.length);
  for (const id of words) builder.add({ id, title: null, brand: null });
  const file = await builder.finish();
  const shape = decodeSearchIndexHeader(file, "search.index", file.length);
  const layout = searchIndexLayout(shape);
  const parts = {
    blocks: new Uint32Array(
      file.buffer.slice(layout.blocks, layout.lengths),
    ),
    wordCount: shape.wordCount,
    words: file.slice(layout.dictionary, layout.postings),
    postingBytes: shape.postingBytes,
  };
  return { dictionary: new Dictionary(parts, "search.index"), parts };
}

/** The errors between two words by the definition, whole table and all. */
function errorsBetween(a: string, b: string): number {
  const table = Array.from(
    { length: a.length + 1 },
    (_, i) => Array.from({ length: b.length + 1 }, (_, j) => i === 0 ? j : i),
  );
  for (let i = 1; i <= a.length; i++) {
    for (let j = 1; j <= b.length; j++) {
      table[i]![j] = Math.min(
        table[i - 1]![j]! + 1,
        table[i]![j - 1]! + 1,
        table[i - 1]![j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1),
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? table[i - 2]![j - 2]! + 1
          : Infinity,
      );
    }
  }
  return table[a.length]![b.length]!;
}

/** Words with many common beginnings, in order: some in whole blocks of them. */
function likeWords(letters: string): string[] {
  const random = createRandom(5);
  const words = new Set(["x".repeat(64), "aaaaaaaa"]);
  for (let i = 0; i < 2000; i++) {
    const length = 1 + random.below(9);
    let word = i % 2 === 0 ? "" : "bbab";
    for (let at = 0; at < length; at++) {
      word += letters[random.below(letters.length)];
    }
    words.add(word);
  }
  return [...words].sort();
}

Deno.test("near() finds what a table of all errors finds", async () => {
  for (const letters of ["ab", "abcdefgh", "дзию"]) {
    const words = likeWords(letters);
    const { dictionary } = await dictionaryOf(words);
    const random = createRandom(9);
    const queries = Array.from({ length: 20 }, (_, i) => {
      const word = words[random.below(words.length)]!;
      return i % 2 === 0 ? word : word.slice(1, 4) + word.slice(3);
    });
    for (const query of [...queries, "z", "x".repeat(64), "q".repeat(64)]) {
      const all = words.map((word) => errorsBetween(query, word));
      for (const most of [0, 1, 2]) {
        const expected = all.filter((errors) => errors <= most);
        const found = dictionary.near(query, most);
        assert.deepEqual(found.map(({ errors }) => errors), expected, query);
      }
    }
  }
});

Deno.test("find() finds a word and those that begin with it", async () => {
  const words = likeWords("abc");
  const { dictionary, parts } = await dictionaryOf(words);
  // Each word has one posting; the postings say which.
  const ends = dictionary.near("", 64).map(({ to }) => to);
  assert.equal(ends.length, words.length);
  assert.equal(ends.at(-1), parts.postingBytes);
  const beginnings = words.flatMap((word) => [word, word.slice(0, 3)]);
  for (const query of ["", "b", "bbab", "zz", "A", ...beginnings]) {
    const { whole, begun } = dictionary.find(query);
    const at = words.indexOf(query);
    assert.equal(whole?.to, ends[at]);
    const longer = [...words.keys()].filter((i) =>
      words[i] !== query && words[i]!.startsWith(query)
    );
    assert.equal(begun?.to, ends[longer.at(-1) ?? -1]);
    if (begun) assert.equal(begun.from, ends[longer[0]! - 1] ?? 0);
  }
});

Deno.test("Dictionary refuses words that are damaged", async () => {
  const { parts } = await dictionaryOf(likeWords("abc"));
  const random = createRandom(2);
  let refused = 0;
  for (let i = 0; i < 300; i++) {
    const words = parts.words.slice();
    words[random.below(words.length)]! ^= 1 << random.below(8);
    try {
      const dictionary = new Dictionary({ ...parts, words }, "search.index");
      // What passes is at least walked through without harm.
      dictionary.near("abba", 2);
      dictionary.find("ab");
    } catch (error) {
      assert.match(
        (error as Error).message,
        /^Cannot read "search.index": its words must ascend, each with its postings, got another order at (word \d+|the end) of \d+/,
      );
      refused++;
    }
  }
  // A letter may become another without a trace; lengths and order may not.
  assert.ok(refused > 150, `${refused}`);
  const blocks = parts.blocks.slice();
  blocks[3]!++;
  assert.throws(() => new Dictionary({ ...parts, blocks }, "search.index"), {
    name: "ArtifactError",
    path: "search.index",
  });
});
