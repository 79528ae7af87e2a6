/** What `--format` may say, with a sentence of help each. */
export const FORMAT_CHOICES = {
  auto: "by the first bytes of the source",
  amazon: "records of the Amazon metadata of 2014, 2018 or 2023, one a line",
  pairs:
    "a table with two items a row, and perhaps their relation, weight or time",
  interactions:
    "a table with a basket or user and an item a row, and perhaps time and quantity",
  items: "a table with an item a row, and its title, brand, price or category",
  recbole: "a RecBole atomic file, .inter or .item",
  snap: "a SNAP edge list: two ids a line, # before comments",
} as const;

/** One of the formats that can be asked for. */
export type FormatChoice = keyof typeof FORMAT_CHOICES;
