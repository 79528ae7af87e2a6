/** Letters of a word that count; the rest of a longer one is left out. */
export const MOST_LETTERS = 64;

/** Marks that are dropped: accents of Latin, Greek and Cyrillic letters. */
const ACCENTS = /[\u0300-\u036f]+/g;

/** Whatever words are made of. */
const RUN = /[\p{L}\p{N}\p{M}]+/gu;

/** Words that are written as one, and as several: `wi-fi`, `women's`. */
const COMPOUND = /[\p{L}\p{N}\p{M}]+(?:['’\-\u2010][\p{L}\p{N}\p{M}]+)+/gu;

/** What stands within a compound. */
const JOINTS = /['’\-\u2010]/g;

/** Scripts that put no spaces between words, and what is written between them. */
const UNSPACED =
  "\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}";
const HAS_UNSPACED = new RegExp(`[${UNSPACED}]`, "u");
const OF_ONE_KIND = new RegExp(`[${UNSPACED}]+|[^${UNSPACED}]+`, "gu");

/** What is in a text to be found by. */
export interface TextWords {
  /** Its words in their order, as often as they occur. */
  words: string[];
  /**
   * What else finds it: compounds as one word, and the last letters of what is
   * written without spaces.
   */
  others: string[];
}

/**
 * Returns the words of a text, without case and accents. Where a script has no
 * spaces between words, each two letters that follow each other are one.
 *
 * @param text Any text.
 *
 * @example
 * ```ts
 * import { wordsOf } from "@kindred/core";
 * import assert from "node:assert/strict";
 *
 * assert.deepEqual(wordsOf("Crème brûlée (Wi-Fi)"), {
 *   words: ["creme", "brulee", "wi", "fi"],
 *   others: ["wifi"],
 * });
 * assert.deepEqual(wordsOf("有机米"), { words: ["有机", "机米"], others: ["米"] });
 * ```
 */
export function wordsOf(text: string): TextWords {
  const folded = foldText(text);
  const found: TextWords = { words: [], others: [] };
  for (const run of folded.match(RUN) ?? []) {
    // Most words are ASCII, and a large catalogue has millions of them.
    if (isAscii(run) || !HAS_UNSPACED.test(run)) found.words.push(cut(run));
    else for (const [part] of run.matchAll(OF_ONE_KIND)) addPart(part, found);
  }
  if (found.words.length > 1 && folded.search(JOINTS) !== -1) {
    for (const [compound] of folded.matchAll(COMPOUND)) {
      found.others.push(cut(compound.replace(JOINTS, "")));
    }
  }
  return found;
}

/** Adds letters of which all, or none, are of a script without spaces. */
function addPart(part: string, { words, others }: TextWords): void {
  const letters = HAS_UNSPACED.test(part) ? [...part] : [];
  if (letters.length < 2) {
    words.push(cut(part));
    return;
  }
  for (let i = 1; i < letters.length; i++) {
    words.push(letters[i - 1]! + letters[i]!);
  }
  others.push(letters.at(-1)!);
}

/** Returns a text without case, accents and other ways to write the same letters. */
function foldText(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return text.normalize("NFKD").replace(ACCENTS, "").toLowerCase()
    .replace(ACCENTS, "").normalize("NFC");
}

function isAscii(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (text.charCodeAt(i) > 0x7f) return false;
  }
  return true;
}

function cut(word: string): string {
  return word.length <= MOST_LETTERS ? word : word.slice(0, MOST_LETTERS);
}
