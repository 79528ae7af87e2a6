import { sqlText } from "@kindred/core/parquet";
import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { recogniseParquet } from "../formats/recognise_format.ts";
import type { TableFormat } from "../formats/table_format.ts";
import type { SkipLog } from "../skip_log.ts";
import {
  deriveTables,
  inPieces,
  readDerived,
  type TestSource,
  withStage,
} from "./_testing.ts";

const ONCE = { minSupport: 1, weight: "count" } as const;

const pairsOf = (edges: readonly { a: string; b: string }[]) =>
  edges.map(({ a, b }) => `${a} ${b}`);

/** Each reason, how often, and its first place. */
function placesOf(skipped: SkipLog["skips"]): Record<string, unknown[]> {
  return Object.fromEntries(
    Object.entries(skipped).map((
      [reason, { count, first }],
    ) => [
      reason,
      // What exactly a line lacks is the parser's affair.
      [
        count,
        first[0]!.line,
        first[0]!.detail.replace(/^(column \d+) must .*/, "$1"),
      ],
    ]),
  );
}

/** The same baskets, stored in four ways. */
const BASKETS: Record<string, string> = {
  "baskets.csv":
    'InvoiceNo,StockCode,Description,Quantity,UnitPrice\r\n1,A,"Tea, green",2,"$1,200.50"\r\n' +
    "1,B,,1,3\r\n2,A,Other,1,9\r\n2,B,Rice,5,4\r\n2,C,Ghee,-1,1\r\n",
  "baskets.tsv":
    'invoice_no\tstock_code\tdescription\tquantity\tunit_price\n1\tA\t"Tea, green"\t2\t1200.5\n' +
    "1\tB\t\t1\t3\n2\tA\tOther\t1\t9\n2\tB\tRice\t5\t4\n2\tC\tGhee\t-1\t1",
  "baskets.ndjson": [
    `{"order": 1, "item": "A", "title": "Tea, green", "qty": 2, "price": 1200.5}`,
    `{"order": 1, "item": "B", "title": null, "qty": "1", "price": "3"}`,
    `{"order": "2", "item": "A", "title": "Other", "qty": 1, "price": 9}`,
    `{'order': 2, 'item': 'B', 'title': 'Rice', 'qty': 5, 'price': 4}`,
    `{"order": 2, "item": "C", "title": "Ghee", "qty": -1, "price": 1}`,
  ].join("\r\n"),
};

for (const [name, content] of Object.entries(BASKETS)) {
  Deno.test(`TableStage reads baskets of ${name}, with titles and prices`, async () => {
    const { edges, products, skipped, rows } = await deriveTables(
      [{ name, content: `\uFEFF${content}` }],
      { minSupport: 2, weight: "count" },
    );
    assert.deepEqual(edges, [{ a: "A", b: "B", weight: 2 }]);
    assert.deepEqual(products, {
      A: ["Tea, green", null, 1200.5, null],
      B: ["Rice", null, 3, null],
    });
    assert.deepEqual(Object.keys(skipped), ["return"]);
    assert.deepEqual(rows, [5]);
  });
}

Deno.test("TableStage reads Parquet: whole numbers as ids, timestamps as times, lists as categories", () =>
  withFolder((folder) =>
    withStage(async (stage, connection, skipped) => {
      const path = join(folder, "rows.parquet");
      await connection.run(
        `COPY (SELECT * FROM (VALUES
           (17850.0::DOUBLE, 12345678901234567890::UBIGINT, TIMESTAMP '2011-12-09 12:50:00', ['x', 'y']),
           (17850.0, 7, TIMESTAMP '2011-12-09 12:50:01', ['z']),
           (NULL, 7, TIMESTAMP '2011-12-09 12:50:02', NULL),
           (0.5, 7, NULL, NULL)
         ) t("user id", sku, t_dat, genres)) TO ${
          sqlText(path)
        } (FORMAT parquet)`,
      );
      const format = recogniseParquet("rows", [
        "user id",
        "sku",
        "t_dat",
        "genres",
      ]);
      const source = { name: "rows", format, content: path };
      assert.equal(await stage.read(source), 4);
      await stage.derive(ONCE);
      assert.deepEqual(await readDerived(connection), {
        edges: [{
          a: "12345678901234567890",
          b: "7",
          weight: 1,
          time: Date.UTC(2011, 11, 9, 12, 50, 1) / 1000,
        }],
        products: {
          "12345678901234567890": [null, null, null, "x/y"],
          "7": [null, null, null, "z"],
        },
      });
      assert.deepEqual(placesOf(skipped.skips), {
        "no-id": [1, 3, 'user id ""'],
        time: [1, 4, 't_dat ""'],
      });
    })
  ));

Deno.test("TableStage reads all rows of a large Parquet file", () =>
  withFolder((folder) =>
    withStage(async (stage, connection) => {
      const path = join(folder, "rows.parquet");
      await connection.run(
        `COPY (SELECT i // 2 AS basket, i % 2 AS item FROM range(400000) t(i))
         TO ${sqlText(path)} (FORMAT parquet)`,
      );
      const format = recogniseParquet("rows", ["basket", "item"]);
      const source = { name: "rows", format, content: path };
      assert.equal(await stage.read(source), 400_000);
      await stage.derive({ minSupport: 2, weight: "count" });
      const { edges } = await readDerived(connection);
      assert.deepEqual(edges, [{ a: "0", b: "1", weight: 200_000 }]);
    })
  ));

Deno.test("TableStage says of a Parquet file that is cut or damaged what is wrong", () =>
  withFolder((folder) =>
    withStage(async (stage) => {
      const path = join(folder, "cut.parquet");
      await writeFile(path, "PAR1 and no more");
      const format = recogniseParquet("cut", ["user", "item"]);
      await assert.rejects(stage.read({ name: "cut", format, content: path }), {
        name: "KindredError",
        message: /^Cannot read "cut": it must be a whole Parquet file, got: /,
      });
    })
  ));

Deno.test("TableStage throws OutOfRoomError for a Parquet file that wants more memory than it may have", () =>
  withFolder((folder) =>
    withStage(async (stage, connection) => {
      const path = join(folder, "rows.parquet");
      await connection.run(
        `COPY (SELECT i AS basket, 'item ' || i AS item FROM range(200000) t(i))
         TO ${sqlText(path)} (FORMAT parquet)`,
      );
      const format = recogniseParquet("rows", ["basket", "item"]);
      const source = { name: "rows", format, content: path };
      await assert.rejects(stage.read(source), {
        name: "OutOfRoomError",
        room: "memory",
      });
    }, { memoryBytes: 1e6 })
  ));

Deno.test("TableStage joins RecBole's .inter and .item, and leaves undescribed items be", async () => {
  const { edges, products, figures } = await deriveTables([
    {
      name: "ml.inter",
      content: "user_id:token\titem_id:token\trating:float\ttimestamp:float\n" +
        "1\t10\t5\t100\n1\t20\t3\t300\n2\t10\t4\t200\n2\t30\t1\t250\n",
    },
    {
      name: "ml.item",
      content:
        "item_id:token\tmovie_title:token_seq\trelease_year:token\tclass:token_seq\n" +
        "10\tToy Story\t1995\tAnimation Comedy\n20\t\t1995\t\n99\tNobody\t2000\tDrama\n",
    },
  ], ONCE);
  assert.deepEqual(edges, [
    { a: "10", b: "20", weight: 1, time: 300 },
    { a: "10", b: "30", weight: 1, time: 250 },
  ]);
  assert.deepEqual(products, {
    "10": ["Toy Story", null, null, "Animation/Comedy"],
    "99": ["Nobody", null, null, "Drama"],
  });
  assert.deepEqual(figures.baskets!.times, { first: 100, last: 300 });
});

Deno.test("TableStage reads a SNAP edge list, whatever blanks separate", async () => {
  const { edges, figures, skipped } = await deriveTables([{
    name: "com-amazon",
    content: "# Undirected graph\n# FromNodeId\tToNodeId\n1\t2\r\n2 1\n" +
      "007 1\n3\t3\n4\n5 6 7\n",
  }]);
  assert.deepEqual(edges, [
    { a: "007", b: "1", weight: 1 },
    { a: "1", b: "2", weight: 1 },
  ]);
  assert.deepEqual(figures, {
    selfPairs: 1,
    lists: { listed: 3, repeated: 1 },
  });
  assert.deepEqual(placesOf(skipped), {
    columns: [2, 7, "1 in place of 2"],
  });
});

Deno.test("TableStage keeps the first value that is not empty, over all sources", async () => {
  const { products } = await deriveTables([
    {
      name: "a.csv",
      content:
        "order,item,title,brand,category\n1,x,,,\n1,x,First,,a|b\n1,x,Late,,c\n",
    },
    { name: "b.csv", content: "item,title,brand\nx,Other,Brand\ny,Only,\n" },
  ], ONCE);
  assert.deepEqual(products, {
    x: ["First", "Brand", null, "a/b"],
    y: ["Only", null, null, null],
  });
});

/** A table, and each reason for a skip with its count and first place. */
const FAULTY: [name: string, source: TestSource, Record<string, unknown[]>][] =
  [
    [
      "ids that are empty, long, or not UTF-8",
      {
        name: "x.csv",
        content: new Uint8Array([
          ...new TextEncoder().encode(
            `user,item\n1,a\n1, \n,b\n1,${"x".repeat(1_000_000)}\n1,${
              "é".repeat(512)
            }é\n1,caf`,
          ),
          0xe9,
          ...new TextEncoder().encode("\n1,b\n"),
        ]),
      },
      {
        "no-id": [2, 3, 'item ""'],
        "id-too-long": [2, 5, `item "${"x".repeat(40)}…"`],
        encoding: [1, 7, 'item "caf\ufffd"'],
      },
    ],
    [
      "weights that are no number above 0",
      {
        name: "x.csv",
        content: "left,right,weight\na,b,1\na,c,-1\na,c,0\na,c,NaN\na,c,inf\n" +
          "a,c,\na,c,1e99\na,c,heavy\n",
      },
      { weight: [7, 3, 'weight "-1"'] },
    ],
    [
      "unknown relations",
      {
        name: "x.csv",
        content: "left,right,relation\na,b,also_view\na,c,substitute\na,c,\n",
      },
      { relation: [2, 3, 'relation "substitute"'] },
    ],
    [
      "unreadable times and quantities, and returns",
      {
        name: "x.csv",
        content:
          "order,item,date,quantity\n1,a,2011-12-09,1\n1,b,2011-12-09,2\n" +
          "1,c,12/9/2011,1\n1,c,2011-12-09,many\n1,c,2011-12-09,0\n1,c,2011-12-09,-2\n",
      },
      {
        time: [1, 4, 'date "12/9/2011"'],
        quantity: [1, 5, 'quantity "many"'],
        return: [2, 6, 'quantity "0"'],
      },
    ],
    [
      "rows with too few or too many values, blank lines and stray marks",
      {
        name: "x.csv",
        content: 'left,right\na,b\na\na,b,c\n\na,"b" c\na,"open\n',
      },
      {
        columns: [2, 3, "1 in place of 2"],
        blank: [1, 5, ""],
        quote: [2, 6, ""],
      },
    ],
    [
      "lines of JSON that are broken, no record, or lack a key",
      {
        name: "x.ndjson",
        content:
          '{"left": "a", "right": "b"}\n{"left": "a", "right"\n[1]\n\n{"left": "a"}\n' +
          '{"left": {"x": 1}, "right": "b"}\n{"left": "a", "right": 9007199254740993}\n',
      },
      {
        syntax: [1, 2, "column 22"],
        "no-record": [1, 3, "[1]"],
        blank: [1, 4, ""],
        "no-id": [3, 5, 'right ""'],
      },
    ],
  ];

for (const [name, source, expected] of FAULTY) {
  Deno.test(`TableStage counts and locates ${name}`, async () => {
    const { edges, skipped, rows } = await deriveTables([source], ONCE);
    assert.deepEqual(pairsOf(edges), ["a b"]);
    assert.deepEqual(placesOf(skipped), expected);
    const lost = Object.values(skipped).reduce((sum, s) => sum + s.count, 0);
    assert.ok(rows[0]! > lost);
    for (const { first } of Object.values(skipped)) {
      assert.ok(first.length <= 5);
      assert.ok(first.every((place) => place.source === source.name));
    }
  });
}

Deno.test("TableStage reads nothing from a header only", async () => {
  const { edges, rows, skipped } = await deriveTables([
    { name: "x.csv", content: "order,item" },
  ]);
  assert.deepEqual([edges, rows, skipped], [[], [0], {}]);
});

Deno.test("TableStage takes normal forms for what they are, and trims ids", async () => {
  const { edges } = await deriveTables([
    { name: "x.csv", content: 'order,item\n1, "quoted\n1,\u00a0é \n1,"e"\n' },
  ], ONCE);
  assert.deepEqual(pairsOf(edges), ['"quoted e', '"quoted é', "e é"]);
});

const MIXED: [string, string][] = [
  ["order,item\n1,a\n", "pairs beside baskets"],
  [
    "left,right,relation\na,b,also_view\n",
    "pairs with weights beside pairs with relations",
  ],
  [
    "left,right\na,b\n",
    "pairs with weights beside pairs with neither relations nor weights",
  ],
];

for (const [first, sentence] of MIXED) {
  Deno.test(`TableStage throws KindredError for ${sentence}`, async () => {
    await assert.rejects(
      deriveTables([
        { name: "first.csv", content: first },
        { name: "second.csv", content: "left,right,weight\na,b,1\n" },
      ]),
      {
        name: "KindredError",
        message:
          `Cannot read "second.csv": all sources must hold the same, got ${sentence} in "first.csv"`,
      },
    );
  });
}

Deno.test("TableStage throws KindredError for baskets beside pairs, and for items alone", async () => {
  await assert.rejects(
    deriveTables([
      { name: "first.csv", content: "left,right\na,b\n" },
      { name: "second.csv", content: "order,item\n1,a\n" },
    ]),
    {
      name: "KindredError",
      message:
        'Cannot read "second.csv": all sources must hold the same, got baskets beside pairs in "first.csv"',
    },
  );
  await assert.rejects(
    deriveTables([{ name: "x.csv", content: "item,title\na,A\n" }]),
    {
      name: "KindredError",
      message:
        "Cannot pair items: a source must hold pairs or baskets, got only descriptions of items",
    },
  );
});

Deno.test("TableStage throws KindredError if counts are to decay and a source has no times", async () => {
  await assert.rejects(
    deriveTables([
      { name: "timed.csv", content: "order,item,time\n1,a,5\n1,b,5\n" },
      { name: "untimed.csv", content: "order,item\n1,a\n" },
    ], { halfLife: 7 }),
    {
      name: "KindredError",
      message:
        'Cannot let counts decay: every source must have a column of times, got none in "untimed.csv"',
    },
  );
});

Deno.test("TableStage stops at a signal, with its reason", () =>
  withStage(async (stage) => {
    const stop = new Error("stopped");
    const format: TableFormat = {
      kind: "pairs",
      syntax: "delimited",
      label: "CSV",
      names: ["left", "right"],
      columns: { left: 0, right: 1 },
      delimiter: ",",
      header: true,
      listSeparator: "|",
    };
    const content = inPieces("left,right\na,b\n");
    await assert.rejects(
      stage.read({ name: "x", format, content }, AbortSignal.abort(stop)),
      stop,
    );
  }));
