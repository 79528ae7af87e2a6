import assert from "node:assert/strict";
import { assertRefused, TABLE, withFile } from "./_testing.ts";
import { readWord2vecText } from "./read_word2vec_text.ts";

Deno.test("readWord2vecText() reads ids and numbers, with spaces and line ends of any kind", async () => {
  for (
    const text of [
      "2 3\nrice 1 -2.5 .125\n饭 🍚 0 3e-5 7\n",
      "2 3\r\nrice 1 -2.5 0.125 \r\n饭 🍚 0 3E-05 +7. ",
    ]
  ) {
    await withFile("v.txt", text, async (path) => {
      assert.deepEqual(await readWord2vecText(path), {
        table: TABLE,
        ids: ["rice", "饭 🍚"],
      });
    });
  }
});

Deno.test("readWord2vecText() takes nothing but a newline for a line's end", () =>
  withFile("v.txt", "2 1\na\u2028b 1\nc\u0085d\re 2\n", async (path) => {
    const { ids } = await readWord2vecText(path);
    assert.deepEqual(ids, ["a\u2028b", "c\u0085d\re"]);
  }));

Deno.test("readWord2vecText() reads lines that are cut in the middle of a character", () => {
  const id = "饭".repeat(1 << 20);
  return withFile("v.txt", `1 2\n${id} 1 2\n`, async (path) => {
    const { ids, table } = await readWord2vecText(path);
    assert.ok(ids[0] === id);
    assert.deepEqual([...table.values], [1, 2]);
  });
});

Deno.test("readWord2vecText() throws KindredError that names the line", () =>
  assertRefused("v.txt", readWord2vecText, [
    [
      "",
      ", line 1: there must be a number of vectors, got the end after 0",
    ],
    [
      "rice 1 2 3\n",
      ', line 1: it must say how many vectors there are and how long they are, and they must fit into the file, got "rice 1 2 3"',
    ],
    [
      "2000000000 300\n",
      ', line 1: it must say how many vectors there are and how long they are, and they must fit into the file, got "2000000000 300"',
    ],
    [
      "0 3\n",
      ", line 1: there must be at least one vector of at least one number, and at most 4294967295 numbers, got 0 vectors of 3",
    ],
    [
      "2 2\na 1 2\nb 1\n",
      ", line 3: it must have an id and 2 numbers, got 2 words",
    ],
    ["1 2\na 1 0x2\n", ', line 2: word 3 must be a number, got "0x2"'],
    ["1 2\na 1 nan\n", ', line 2: word 3 must be a number, got "nan"'],
    ["1 2\na  1 \n", ', line 2: word 2 must be a number, got ""'],
    [
      "2 2\na 1 2\n",
      ", line 3: there must be 2 vectors, got the end after 1",
    ],
    [
      "1 2\na 1 2\nb 1 2\n",
      ", line 3: it must end after 1 vectors, as its first line says, got another line",
    ],
    [
      "2 1\na 1\na 2\n",
      ', item 2: ids must be distinct, and none empty, got "a" of item 1 again',
    ],
    [
      "1 2\na 1 1e39\n",
      ', item 1 ("a"), number 2: numbers must be finite in single precision, got Infinity',
    ],
  ]));

Deno.test("readWord2vecText() stops where the signal says", () => {
  const lines = Array.from({ length: 3000 }, (_, i) => `${i} 1\n`);
  const stop = new Error("stopped");
  return withFile("v.txt", `3000 1\n${lines.join("")}`, async (path) => {
    await assert.rejects(
      readWord2vecText(path, AbortSignal.abort(stop)),
      stop,
    );
  });
});
