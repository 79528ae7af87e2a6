/** Why a row of a table was not used, beside what also befalls records. */
export type TableSkipReason =
  | "columns"
  | "quote"
  | "encoding"
  | "relation"
  | "weight"
  | "time"
  | "quantity"
  | "return";

/** Each reason in words, for people. */
export const TABLE_SKIP_REASONS: Readonly<Record<TableSkipReason, string>> = {
  columns: "row with too many or too few values",
  quote: "quotation mark that is not closed where the value ends",
  encoding: "id that is not UTF-8",
  relation: "unknown relation",
  weight: "weight that is no number above 0",
  time: "time that is neither seconds since 1970 nor ISO 8601",
  quantity: "quantity that is no number",
  return: "quantity of 0 or less: nothing was bought",
};
