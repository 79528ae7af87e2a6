/** Sets of relations as bits: which lists of a record name a product. */
export const RELATION_BITS = {
  also_bought: 1,
  also_viewed: 2,
  bought_together: 4,
  buy_after_viewing: 8,
} as const;
