/** One of the method's own effects, looked for in runs. */
export interface Effect<Row> {
  /** What is looked for, in a few words. */
  title: string;
  /** Whether it shows; null where the runs cannot tell. */
  shows: boolean | null;
  /** What was found, in a sentence or two. */
  verdict: string;
  /** The numbers behind it. */
  rows: Row[];
}

/**
 * The least difference of a ROC-AUC or an NDCG that is one: about what chance does
 * to a ROC-AUC over 20,000 pairs.
 */
export const LEAST_DIFFERENCE = 0.002;

/** Returns a number as sentences have it: with four decimals, and no -0. */
export function inWords(value: number): string {
  return (Math.round(1e4 * value) / 1e4 + 0).toFixed(4);
}

/** Returns a difference with its sign. */
export function signed(value: number): string {
  const text = inWords(value);
  return text.startsWith("-") ? text : `+${text}`;
}
