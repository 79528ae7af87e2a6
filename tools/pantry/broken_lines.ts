/** A line of the sample that no reader may take for a record. */
export interface BrokenLine {
  /** The text, without a line end. */
  line: string;
  /** What is wrong with it. */
  fault: string;
}

/**
 * Lines such as real dumps hold, in the order in which they stand in the
 * sample. A reader reports each and carries on; it evaluates none.
 */
export const BROKEN_LINES: readonly BrokenLine[] = [
  {
    line: `{'asin': 'PANTRYX001', 'title': 'Sunny Acre Sun-Ripened Tom`,
    fault: "cut off in the middle of a string",
  },
  {
    line:
      `{'asin': 'PANTRYX002', 'title': 'Prairie Mill Mystery Box', 'categories': [['Grocery & Gourmet Food', 'Gifts']}`,
    fault: "unbalanced bracket",
  },
  {
    line:
      `{'asin': 'PANTRYX003', 'title': 'Free Lunch', 'price': __import__('os').system('echo never')}`,
    fault: "a call, which must never be evaluated",
  },
  {
    line:
      "<html><head><title>503 Service Unavailable</title></head><body>Please try again later.</body></html>",
    fault: "an error page in place of a record",
  },
  { line: "", fault: "an empty line" },
  {
    line:
      `{'title': 'Copper Kettle Co. Sampler Without a Number', 'price': 3.99, 'categories': [['Grocery & Gourmet Food']]}`,
    fault: "no asin",
  },
  {
    line:
      `{'asin': 'PANTRYX007', 'title': 'Granny May\\'s Party Pack', 'price': 3 * 4.99}`,
    fault: "an expression in place of a literal",
  },
  {
    line: `{asin: 'PANTRYX008', title: 'Unquoted Olives', price: 4.99}`,
    fault: "keys without quotes",
  },
  {
    line: `{'asin': 'PANTRYX009', 'title': 'Cr\\xZme de la Cr\\xZme'}`,
    fault: "an escape that is no escape",
  },
  {
    line:
      `{'asin': 'PANTRYX010', 'title': 'First of Two'}{'asin': 'PANTRYX011', 'title': 'Second of Two'}`,
    fault: "two records on one line",
  },
  {
    line: `{'asin': None, 'title': 'Nameless Noodles', 'price': 1.29}`,
    fault: "an asin that is not a string",
  },
];
