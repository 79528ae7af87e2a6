import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { ColumnNames } from "./column_roles.ts";
import {
  type FormatWishes,
  recogniseFormat,
  recogniseParquet,
} from "./recognise_format.ts";
import { describeFormat } from "./table_format.ts";

const encode = (text: string) => new TextEncoder().encode(text);

const recognise = (text: string, wishes?: FormatWishes): string =>
  describeFormat(recogniseFormat("x", encode(text), wishes));

const RETAIL =
  "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

/** What a text is, without a word from the person. */
const RECOGNISED: [name: string, text: string, format: string][] = [
  [
    "a record of 2014, a Python literal",
    `{'asin': 'A', 'title': "x", 'related': {'also_bought': ['B']}}\n`,
    "records",
  ],
  [
    "records of 2018 and 2023, JSON",
    `{"also_buy": [], "asin": "A"}\n{"parent_asin": "B", "store": "x"}\n`,
    "records",
  ],
  [
    "a record whose first line is broken",
    `{'asin': 'A\n{'asin': 'B'}`,
    "records",
  ],
  ["lines that all are broken", `{'asin': 'A\n`, "records"],
  [
    "a record longer than what is seen",
    `{"asin": "${"x".repeat(99)}`,
    "records",
  ],
  [
    "Online Retail",
    `${RETAIL}536365,85123A,WHITE HOLDER,6,1291191960.0,2.55,17850,United Kingdom\n`,
    "interactions (CSV: basket InvoiceNo, item StockCode, time InvoiceDate, quantity Quantity, title Description, price UnitPrice)",
  ],
  [
    "Online Retail with dates that nobody can be sure of",
    `${RETAIL}536365,85123A,WHITE HOLDER,6,12/1/2010 8:26,2.55,17850,UK\n`,
    "interactions (CSV: basket InvoiceNo, item StockCode, quantity Quantity, title Description, price UnitPrice)",
  ],
  [
    "pairs in a TSV, with a mark and Windows line ends",
    "\uFEFFsource\ttarget\tweight\r\na\tb\t1\r\n",
    "pairs (TSV: left source, right target, weight weight)",
  ],
  [
    "pairs with a relation and a count: the relation decides",
    "item_1;item_2;relation;count\n",
    "pairs (CSV with semicolons: left item_1, right item_2, relation relation)",
  ],
  [
    "ratings of users, quoted names",
    '"userId","movieId","rating","timestamp"\n1,2,4.5,1260759144\n',
    "interactions (CSV: basket userId, item movieId, time timestamp)",
  ],
  [
    "descriptions of items",
    "movieId|title|genres\n1|Toy Story (1995)|Animation\n",
    "items (CSV with bars: item movieId, title title, category genres)",
  ],
  [
    "RecBole's interactions",
    "user_id:token\titem_id:token\trating:float\ttimestamp:float\n1\t2\t3\t4\n",
    "interactions (RecBole atomic file: basket user_id, item item_id, time timestamp)",
  ],
  [
    "RecBole's items",
    "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n",
    "items (RecBole atomic file: item item_id, title movie_title, category class)",
  ],
  [
    "a SNAP edge list with comments",
    "# Directed graph (each unordered pair once)\n# FromNodeId\tToNodeId\n0\t1\n",
    "pairs (SNAP edge list: left from, right to)",
  ],
  [
    "a SNAP edge list without",
    "1 88160\n1 118052\n",
    "pairs (SNAP edge list: left from, right to)",
  ],
  [
    "lines of JSON with baskets",
    `{"session_id": 1, "item_id": 2, "timestamp": 3}\n`,
    "interactions (JSON lines: basket session_id, item item_id, time timestamp)",
  ],
  [
    "reviews: their title is not the item's",
    `{"rating": 5, "title": "Nice", "text": "x", "asin": "A", "parent_asin": "B", "user_id": "U", "timestamp": 1588687728923}\n`,
    "interactions (JSON lines: basket user_id, item parent_asin, time timestamp)",
  ],
  [
    "lines of JSON with pairs",
    `{"src": "a", "dst": "b", "score": 0.5}\n`,
    "pairs (JSON lines: left src, right dst, weight score)",
  ],
];

for (const [name, text, format] of RECOGNISED) {
  Deno.test(`recogniseFormat() recognises ${name}`, () => {
    assert.equal(recognise(text), format);
  });
}

/** What a person asks for, and what comes of it. */
const WISHED: [name: string, text: string, FormatWishes, format: string][] = [
  [
    "named columns of a table that has others, too",
    RETAIL,
    { columns: { basket: "CustomerID", item: "Description" } },
    "interactions (CSV: basket CustomerID, item Description, time InvoiceDate, quantity Quantity, price UnitPrice)",
  ],
  [
    "a weight where there is a relation",
    "left,right,relation,count\n",
    { columns: { weight: "count" } },
    "pairs (CSV: left left, right right, weight count)",
  ],
  [
    "one side of a pair",
    "book,target,n\n",
    { columns: { left: "book", weight: "n" } },
    "pairs (CSV: left book, right target, weight n)",
  ],
  [
    "a table that describes items beside one of baskets",
    "movie,name\n",
    { columns: { basket: "user", item: "movie" } },
    "items (CSV: item movie, title name)",
  ],
  [
    "a time that the first row lacks",
    "order,item,when\n1,a,soon\n",
    { columns: { time: "when" } },
    "interactions (CSV: basket order, item item, time when)",
  ],
  [
    "rows of JSON that look like records",
    `{"asin": "a", "reviewerID": "b", "also_buy": "c"}\n`,
    { columns: { left: "asin", right: "also_buy" } },
    "pairs (JSON lines: left asin, right also_buy)",
  ],
  [
    "one reading of a table that has two",
    "order,item,left,right\n",
    { format: "pairs" },
    "pairs (CSV: left left, right right)",
  ],
  ["records", "anything\n", { format: "amazon" }, "records"],
  [
    "an edge list with texts for ids",
    "rice saffron\n",
    { format: "snap" },
    "pairs (SNAP edge list: left from, right to)",
  ],
  [
    "RecBole",
    "session_id:token,item_id:token\n",
    { format: "recbole" },
    "interactions (RecBole atomic file: basket session_id, item item_id)",
  ],
];

for (const [name, text, wishes, format] of WISHED) {
  Deno.test(`recogniseFormat() follows the wish for ${name}`, () => {
    assert.equal(recognise(text, wishes), format);
  });
}

const HELP =
  `; --format says what it is, --left and --right or --basket and --item which columns`;
const MUST =
  `Cannot recognise "x": it must hold product records, or a table that names its columns (CSV, TSV, JSON lines, Parquet, RecBole), or be a SNAP edge list, got `;

/** What cannot be recognised, and the sentence that says why. */
const REFUSED: [name: string, text: string, FormatWishes, sentence: string][] =
  [
    ["nothing", "", {}, `${MUST}nothing but blank lines${HELP}`],
    ["blank lines", "\n \r\n\n", {}, `${MUST}nothing but blank lines${HELP}`],
    ["a page", "<html>\n", {}, `${MUST}"<html>"${HELP}`],
    [
      "a list of JSON",
      `[{"asin": "a"}]`,
      {},
      `${MUST}"[{\\"asin\\": \\"a\\"}]"${HELP}`,
    ],
    [
      "control characters",
      "\x1b[2J\x9b\u202e\x07hello\n",
      {},
      `${MUST}"\\u001b[2J\\u009b\\u202e\\u0007hello"${HELP}`,
    ],
    ["bytes of NUL", "a,b\n1,\0\n", {}, `${MUST}binary data${HELP}`],
    ["a table without names", "1,2\n3,4\n", {}, `${MUST}"1,2"${HELP}`],
    [
      "lines of JSON about something else",
      `{"name": "a"}\n`,
      {},
      `${MUST}lines with name${HELP}`,
    ],
    [
      "two columns that could be the basket",
      "order_id,session_id,item\n",
      {},
      `Cannot read "x": one column must be the basket, got "order_id", "session_id"; name it with --basket`,
    ],
    [
      "two pairs of columns",
      "left,right,src,dst\n",
      {},
      `Cannot read "x" as pairs: two columns must name the items, got "left" and "right", "src" and "dst"; name them with --left and --right`,
    ],
    [
      "a table with two readings",
      "order,item,left,right\n",
      {},
      `Cannot read "x": its columns must say either which items are a pair or which are in a basket, got "order", "item", "left", "right"; --format pairs or --format interactions decides`,
    ],
    [
      "a named column that is not there",
      "InvoiceNo,StockCode\n",
      { columns: { basket: "InvoiceNum", item: "StockCode" } },
      `Cannot read "x": --basket must name one of its columns, got "InvoiceNum"; did you mean "InvoiceNo" among "InvoiceNo", "StockCode"`,
    ],
    [
      "a named column that is there twice",
      "a,b,a\n",
      { columns: { left: "a", right: "b" } },
      `Cannot read "x": one column must be named "a", got several`,
    ],
    [
      "names for two readings",
      "a,b\n",
      { columns: { left: "a", basket: "b" } },
      `Cannot read "x": columns must be named either as pairs or as baskets, got --left or --right and --basket`,
    ],
    [
      "one column for both sides",
      "a,b\n",
      { columns: { left: "a", right: "a" } },
      `Cannot read "x" as pairs: two columns must name the items, got "a", "b"; name them with --left and --right`,
    ],
    [
      "baskets in a table without",
      "a,b\n",
      { format: "interactions" },
      `Cannot read "x": one column must be the basket, got "a", "b"; name it with --basket`,
    ],
    [
      "RecBole without its types",
      "user_id\titem_id\n",
      { format: "recbole" },
      `Cannot read "x" as a RecBole atomic file: its first line must name columns as in item_id:token, got "user_id\\titem_id"`,
    ],
    [
      "records of JSON as an edge list",
      `{"asin": "a"}\n`,
      { format: "snap" },
      `Cannot read "x" as --format snap: it must be a SNAP edge list: two ids a line, # before comments, got a table with named columns`,
    ],
    [
      "too many columns",
      `${"a,".repeat(4096)}a\n`,
      {},
      `Cannot read "x": it must have at most 4096 columns, got 4097`,
    ],
  ];

for (const [name, text, wishes, sentence] of REFUSED) {
  Deno.test(`recogniseFormat() throws KindredError for ${name}`, () => {
    assert.throws(() => recognise(text, wishes), {
      name: "KindredError",
      message: sentence,
    });
  });
}

Deno.test("recogniseFormat() never throws anything but KindredError", () => {
  for (let length = 0; length < 600; length++) {
    const head = randomBytes(length);
    try {
      recogniseFormat("x", head);
      recogniseFormat("x", encode("{" + head.toString("latin1")));
    } catch (error) {
      assert.equal((error as Error).name, "KindredError");
    }
  }
});

Deno.test("recogniseParquet() goes by the names of the columns", () => {
  const describe = (names: string[], columns?: ColumnNames) =>
    describeFormat(recogniseParquet("x", names, { columns }));
  assert.equal(
    describe(["t_dat", "customer_id", "article_id", "price"]),
    "interactions (Parquet: basket customer_id, item article_id, time t_dat, price price)",
  );
  assert.equal(
    describe(["a", "b"], { left: "b", right: "a" }),
    "pairs (Parquet: left b, right a)",
  );
  assert.throws(() => describe(["a", "b"]), {
    name: "KindredError",
    message: `${MUST}columns a, b${HELP}`,
  });
});

Deno.test("recogniseFormat() takes records for records where the columns named are another source's", () => {
  const head = new TextEncoder().encode(
    `{'asin': 'a', 'title': 'Rice', 'related': {'also_bought': ['b']}}\n`,
  );
  for (
    const columns of [
      { basket: "InvoiceNo", item: "StockCode" },
      { basket: "InvoiceNo" },
      { left: "source", right: "target" },
    ]
  ) {
    assert.deepEqual(recogniseFormat("meta.json", head, { columns }), {
      kind: "records",
    });
  }
});
