import assert from "node:assert/strict";
import {
  assertRefused,
  bytesOf,
  NUMBERS,
  TABLE,
  withFile,
} from "./_testing.ts";
import { readWord2vecBinary } from "./read_word2vec_binary.ts";

const [FIRST, SECOND] = [NUMBERS.slice(0, 3), NUMBERS.slice(3)];

Deno.test("readWord2vecBinary() reads vectors with newlines between them or without", async () => {
  for (
    const bytes of [
      bytesOf("2 3\n", "rice ", FIRST, "饭🍚 ", SECOND),
      bytesOf("2 3\n", "rice ", FIRST, "\n饭🍚 ", SECOND, "\n"),
    ]
  ) {
    await withFile("v.bin", bytes, async (path) => {
      assert.deepEqual(await readWord2vecBinary(path), {
        table: TABLE,
        ids: ["rice", "饭🍚"],
      });
    });
  }
});

Deno.test("readWord2vecBinary() reads more than it reads ahead", () => {
  const itemCount = 3000;
  const dimensions = 100;
  const numbers = Array.from(
    { length: itemCount * dimensions },
    (_, i) => Math.fround(Math.sin(i)),
  );
  const ids = Array.from({ length: itemCount }, (_, i) => `id-${i}`);
  const bytes = bytesOf(
    `${itemCount} ${dimensions}\n`,
    ...ids.flatMap((id, i) => [
      `${id} `,
      numbers.slice(i * dimensions, (i + 1) * dimensions),
    ]),
  );
  return withFile("v.bin", bytes, async (path) => {
    const { table, ids: found } = await readWord2vecBinary(path);
    assert.deepEqual(table.values, Float32Array.from(numbers));
    assert.deepEqual(found, ids);
  });
});

Deno.test("readWord2vecBinary() throws KindredError that names the byte", () =>
  assertRefused("v.bin", readWord2vecBinary, [
    [
      "",
      ", byte 0: it must begin with how many vectors there are and how long they are, and they must fit into the file, got no such line",
    ],
    [
      bytesOf("2 3\n", "rice ", FIRST),
      ', byte 0: it must begin with how many vectors there are and how long they are, and they must fit into the file, got "2 3"',
    ],
    [
      bytesOf("2 3\n", "rice ", FIRST, "a-long-id-it-is", [1, 2]),
      ", byte 21: there must be an id in UTF-8 of at most 4096 bytes and a space, got other bytes",
    ],
    [
      bytesOf("2 3\n", "rice ", FIRST, "another-id ", [1, 2]),
      ", byte 32: 12 more bytes must follow, got 8",
    ],
    [
      bytesOf("1 3\n", "rice ", FIRST, "x"),
      ", byte 21: it must end after 1 vectors, got more bytes",
    ],
    [
      bytesOf("1 1\n", " ", [1], "\n"),
      ", item 1: ids must be distinct, and none empty, got an empty one",
    ],
  ]));
