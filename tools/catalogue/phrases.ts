import type { Goods } from "./goods.ts";
import type { ItemRandom } from "./item_random.ts";

/** Chances that a phrase has an apostrophe, or needs an escape. */
const WITH_APOSTROPHE = 0.05;
const ODD = 2e-4;

/**
 * Returns every phrase that descriptions are made of: each sentence with each
 * word in its slot, the plain ones first.
 */
export function phrasesOf({ sentences, praise }: Goods): string[] {
  const { plain, apostrophes, odd } = sentences;
  return [...plain, ...apostrophes, ...odd].flatMap((sentence) =>
    praise.map((word) => sentence.replace("{}", word))
  );
}

/** Draws a phrase: its place in what {@linkcode phrasesOf} returns. */
export function drawPhrase(
  { sentences, praise }: Goods,
  random: ItemRandom,
): number {
  const { plain, apostrophes, odd } = sentences;
  const share = random.float();
  const words = praise.length;
  if (share < ODD) {
    return (plain.length + apostrophes.length) * words +
      random.below(odd.length * words);
  }
  return share < ODD + WITH_APOSTROPHE
    ? plain.length * words + random.below(apostrophes.length * words)
    : random.below(plain.length * words);
}
