/** The models that the method publishes figures of. */
export const PUBLISHED_MODELS = {
  "binary": "factorization, binary labels",
  "binary-bias": "factorization, binary labels, biases",
  "continuous": "factorization, continuous labels",
  "continuous-bias": "factorization, continuous labels, biases",
  "walks-gensim": "gensim's word2vec on random walks",
  "walks-skip-gram": "skip-gram on random walks",
  "walks-factorization": "factorization on random walks, biases",
} as const;

/** One of {@linkcode PUBLISHED_MODELS}. */
export type PublishedModel = keyof typeof PUBLISHED_MODELS;

/** What is published of a model; null where nothing is. */
export interface PublishedFigures {
  /** ROC-AUC over all validation pairs. */
  rocAuc: number;
  /** The same over pairs of items that are in training. */
  rocAucSeen: number | null;
  /** Time of the training, in minutes. */
  minutes: number | null;
}

/** What is published of a data set. */
export interface PublishedData {
  /** What it is called in a table. */
  name: string;
  /** Its items. */
  items: number;
  /** Its pairs, training and validation together. */
  pairs: number;
  /** The models, as far as there are figures. */
  models: Readonly<Partial<Record<PublishedModel, PublishedFigures>>>;
}

/** The method's published figures, on categories of the 2014 release. */
export const PUBLISHED: readonly [PublishedData, ...PublishedData[]] = [
  {
    name: "Electronics",
    items: 418_749,
    pairs: 4_005_262,
    models: {
      "binary": figures(0.8083),
      "binary-bias": figures(0.7951, null, 45),
      "continuous": figures(0.9225),
      "continuous-bias": figures(0.8319),
      "walks-gensim": figures(0.9082, 0.9735, 2.58),
      "walks-skip-gram": figures(0.9554, 0.9855, 23.63),
      "walks-factorization": figures(0.932, null, 70.39),
    },
  },
  {
    name: "Books",
    items: 1_948_370,
    pairs: 26_595_848,
    models: {
      "binary-bias": figures(0.4996, null, 1353.12),
      "walks-gensim": figures(0.9701, 0.9892, 16.24),
      "walks-skip-gram": figures(0.9775, null, 122.66),
    },
  },
];

/** How far counts may be apart for the same data, as a share. */
const SAME_WITHIN = 0.05;

/**
 * Returns the published figures to show beside those of some data, and whether
 * they are of data of that size: of the same within 5 % where there is one, else
 * of Electronics.
 *
 * @param items The data's items.
 * @param pairs Its pairs, training and validation together.
 */
export function publishedFor(
  items: number,
  pairs: number,
): { data: PublishedData; same: boolean } {
  const isNear = (count: number, published: number): boolean =>
    Math.abs(count / published - 1) <= SAME_WITHIN;
  const same = PUBLISHED.find((data) =>
    isNear(items, data.items) && isNear(pairs, data.pairs)
  );
  return { data: same ?? PUBLISHED[0], same: same !== undefined };
}

function figures(
  rocAuc: number,
  rocAucSeen: number | null = null,
  minutes: number | null = null,
): PublishedFigures {
  return { rocAuc, rocAucSeen, minutes };
}
