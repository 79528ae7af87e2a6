// A catalogue whose titles have the words of a large shop, for tests and benches.
import { createRandom, type ModelItem, type Random } from "@kindred/core";

/** Syllables of which words are made. */
const SYLLABLES = (
  "a ba be bi bo ca ce co da de di do e fa fe fi fo ga ge go ha he hi ho i ja jo " +
  "ka ke ki la le li lo ma me mi mo na ne ni no o pa pe pi po ra re ri ro sa se si " +
  "so ta te ti to u va ve vi vo wa we wi ya yo za ze zi zo sta ber con tra plu men"
).split(" ");

/** Ends of words. */
const ENDS = ["", "", "", "n", "r", "s", "t", "l", "ng", "x", "m", "ck"];

/** Words that stand in most titles, and in how many of a thousand. */
const HOT = [["for", 710], ["with", 430], ["black", 240]] as const;

/** Titles of the one word for each rank, by a draw that favours low ranks. */
const ZIPF_POWER = 2.6;

/** Settings of {@linkcode madeItems}. */
export interface MadeItemsOptions {
  /** How many items. */
  itemCount: number;
  /** How many words there are, beside model numbers. Default 120,000. */
  wordCount?: number;
  /** Default 1. */
  seed?: number;
}

/**
 * Returns items with titles of 4 to 14 words: some stand in most titles, most in a
 * few, every second title has a model number that no other has, and one in twenty has
 * no title. Ids are like those of Amazon, ascending.
 */
export function madeItems(
  { itemCount, wordCount = 120_000, seed = 1 }: MadeItemsOptions,
): ModelItem[] {
  const random = createRandom(seed);
  const words = madeWords(wordCount, random);
  const brands = words.slice(500, 3500);
  return Array.from({ length: itemCount }, (_, row) => {
    const title = random.below(20) === 0 ? null : madeTitle(words, random);
    return {
      id: idOf(row, random),
      title,
      brand: random.below(3) === 0 ? null : pick(brands, random),
      price: null,
      categories: [],
      pairs: random.below(10) === 0 ? 0 : 1 + zipf(300, random),
    };
  });
}

function madeTitle(words: readonly string[], random: Random): string {
  const title = Array.from(
    { length: 3 + random.below(10) },
    () => words[zipf(words.length, random)]!,
  );
  for (const [word, share] of HOT) {
    if (random.below(1000) < share) {
      title.splice(random.below(title.length + 1), 0, word);
    }
  }
  if (random.below(2) === 0) {
    title.push(`${pick(words, random).slice(0, 2)}${random.below(1_000_000)}`);
  }
  return title.map((word) => word[0]!.toUpperCase() + word.slice(1)).join(" ");
}

/** Returns so many distinct words; the shorter ones tend to come first. */
function madeWords(count: number, random: Random): string[] {
  const words = new Set<string>();
  while (words.size < count) {
    const syllables = 2 + random.below(words.size < 3000 ? 2 : 3);
    let word = "";
    for (let i = 0; i < syllables; i++) word += pick(SYLLABLES, random);
    words.add(word + pick(ENDS, random));
  }
  return [...words];
}

function idOf(row: number, random: Random): string {
  const digits = (row * 40 + random.below(40)).toString(36).toUpperCase();
  return `B${digits.padStart(9, "0")}`;
}

function pick<T>(values: readonly T[], random: Random): T {
  return values[random.below(values.length)]!;
}

/** Draws a rank in [0, count), low ones more often. */
function zipf(count: number, random: Random): number {
  const draw = random.below(1_000_000) / 1_000_000;
  return Math.floor(count * draw ** ZIPF_POWER * draw);
}
