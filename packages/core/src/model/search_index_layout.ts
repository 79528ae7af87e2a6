import {
  expectFileBytes,
  HEADER_BYTES,
  newHeader,
  openHeader,
} from "./_header.ts";

/** What `search.index` begins with. */
const KIND = { magic: "KNDWORDS", format: 1 };

/** Words in a block of the dictionary. */
export const BLOCK_WORDS = 128;

/** Where an item has a word: the lowest two bits of a posting. */
export const WORD_PLACES = {
  id: 0,
  title: 1,
  brand: 2,
  titleAndBrand: 3,
} as const;

/** How large the index of a model's words is. */
export interface SearchIndexShape {
  /** How many items there are. */
  itemCount: number;
  /** How many distinct words their titles, brands and ids have. */
  wordCount: number;
  /** Length of the dictionary in bytes. */
  dictionaryBytes: number;
  /** Length of all postings in bytes. */
  postingBytes: number;
}

/**
 * Where things are in the index of a model's words, in bytes. Numbers are
 * little-endian; in the dictionary and the postings they are varints: 7 bits a byte,
 * the lowest first, the highest bit set where more follow.
 *
 * - a header;
 * - blocks of {@linkcode BLOCK_WORDS} words: where each begins in the dictionary, and
 *   where the postings of its first word do, uint32 `[blocks, 2]`;
 * - words in each item's title and brand, at most 255, uint8 `[itemCount]`;
 * - the dictionary: words as `wordsOf()` gives them, in the order of their UTF-16
 *   code units. Of each: how many letters it begins with that the word before has too
 *   (0 at the beginning of a block), how many bytes its other letters have, these
 *   letters, each a code unit, and how many bytes its postings have;
 * - the postings of each word, in the same order: how many there are, and for each item
 *   that has the word, ascending, 4 times its row, or how much more than the row before
 *   it is, plus one of {@linkcode WORD_PLACES}.
 */
export interface SearchIndexLayout {
  /** How many blocks the dictionary has. */
  blockCount: number;
  /** Where the blocks are. */
  blocks: number;
  /** Where the numbers of words are. */
  lengths: number;
  /** Where the dictionary is. */
  dictionary: number;
  /** Where the postings are. */
  postings: number;
  /** Length of the file. */
  bytes: number;
}

/**
 * Returns where things are in the index of a model's words.
 *
 * @param shape How large it is.
 */
export function searchIndexLayout(
  { itemCount, wordCount, dictionaryBytes, postingBytes }: SearchIndexShape,
): SearchIndexLayout {
  const blockCount = Math.ceil(wordCount / BLOCK_WORDS);
  const lengths = HEADER_BYTES + 8 * blockCount;
  const dictionary = lengths + itemCount;
  const postings = dictionary + dictionaryBytes;
  return {
    blockCount,
    blocks: HEADER_BYTES,
    lengths,
    dictionary,
    postings,
    bytes: postings + postingBytes,
  };
}

/**
 * Returns the header of the index of a model's words.
 *
 * @param shape How large it is; each number below 2^32.
 * @returns uint8, shape `[64]`.
 */
export function encodeSearchIndexHeader(
  { itemCount, wordCount, dictionaryBytes, postingBytes }: SearchIndexShape,
): Uint8Array<ArrayBuffer> {
  const { bytes, view } = newHeader(KIND);
  view.setUint32(12, itemCount, true);
  view.setUint32(16, wordCount, true);
  view.setUint32(20, dictionaryBytes, true);
  view.setUint32(24, postingBytes, true);
  return bytes;
}

/**
 * Reads the header of the index of a model's words.
 *
 * @param bytes The first 64 bytes, or all where there are fewer.
 * @param path The file, for messages.
 * @param fileBytes Its length.
 * @throws {ArtifactError} If it is no such file, or cut short.
 * @throws {ArtifactVersionError} If its format is newer than this release.
 */
export function decodeSearchIndexHeader(
  bytes: Uint8Array,
  path: string,
  fileBytes: number,
): SearchIndexShape {
  const view = openHeader(bytes, KIND, path);
  const shape = {
    itemCount: view.getUint32(12, true),
    wordCount: view.getUint32(16, true),
    dictionaryBytes: view.getUint32(20, true),
    postingBytes: view.getUint32(24, true),
  };
  expectFileBytes(path, searchIndexLayout(shape).bytes, fileBytes);
  return shape;
}
