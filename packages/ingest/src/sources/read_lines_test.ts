import { KindredError } from "@kindred/core";
import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withFolder, writeSource } from "../_testing.ts";
import { type Line, readLines } from "./read_lines.ts";

/** Bytes that are read at a time: longer lines come in several pieces. */
const PIECE_BYTES = 1 << 18;

/** Reads a source of this content, plain or gzip. */
async function textsOf(content: string | Uint8Array): Promise<string[]> {
  let texts: string[] = [];
  await withFolder(async (folder) => {
    const path = await writeSource(folder, "source", content);
    const lines = await Array.fromAsync(readLines(path));
    assert.deepEqual(
      lines.map(({ number }) => number),
      lines.map((_, i) => i + 1),
    );
    texts = lines.map(({ text }) => text);
  });
  return texts;
}

/** What came before the failure, and the failure. */
async function readUntilError(
  path: string,
): Promise<{ lines: Line[]; error: KindredError }> {
  const lines: Line[] = [];
  try {
    for await (const line of readLines(path)) lines.push(line);
  } catch (error) {
    assert.ok(error instanceof KindredError);
    return { lines, error };
  }
  assert.fail("it was read to its end");
}

const CASES: [name: string, content: string, expected: string[]][] = [
  ["an empty file as no line", "", []],
  ["one newline as one blank line", "\n", [""]],
  ["lines with \\n", "a\nb\n", ["a", "b"]],
  ["lines with \\r\\n", "a\r\nb\r\n", ["a", "b"]],
  ["a last line without a line end", "a\nb", ["a", "b"]],
  ["a last line that ends in \\r", "a\r\nb\r", ["a", "b"]],
  ["\\r within a line as text", "a\rb\n", ["a\rb"]],
  ["blank lines", "\n\na\n\n", ["", "", "a", ""]],
  ["a byte-order mark at the start only", "\ufeffa\n\ufeffb", ["a", "\ufeffb"]],
  ["a byte-order mark alone as no line", "\ufeff", []],
  ["several scripts", "é\n饭🍚\n", ["é", "饭🍚"]],
];

for (const [name, content, expected] of CASES) {
  Deno.test(`readLines() reads ${name}, plain and gzip`, async () => {
    assert.deepEqual(await textsOf(content), expected);
    assert.deepEqual(await textsOf(gzipSync(content)), expected);
  });
}

Deno.test("readLines() joins lines longer than a piece, newlines anywhere", async () => {
  for (const length of [-1, 0, 1, 2 * PIECE_BYTES + 7]) {
    const long = "x".repeat(PIECE_BYTES + length);
    const expected = [long, "short", long + long, ""];
    const content = expected.join("\n") + "\n";
    assert.deepEqual(await textsOf(content), expected);
    assert.deepEqual(await textsOf(gzipSync(content)), expected);
  }
});

Deno.test("readLines() keeps characters whole that lie across two pieces", async () => {
  // "饭" has 3 bytes and "🍚" 4: every shift puts the border elsewhere in one.
  for (let shift = 0; shift < 7; shift++) {
    const line = "a".repeat(shift) + "饭🍚".repeat(PIECE_BYTES / 4);
    assert.deepEqual(await textsOf(line + "\nnext"), [line, "next"]);
    assert.deepEqual(await textsOf(gzipSync(line)), [line]);
  }
});

Deno.test("readLines() gives bytes that are no UTF-8 as U+FFFD", async () => {
  assert.deepEqual(
    await textsOf(Uint8Array.of(0x61, 0xff, 0x0a, 0xe9, 0x0a)),
    ["a\ufffd", "\ufffd"],
  );
});

Deno.test("readLines() reads a file of one byte that begins like gzip", async () => {
  assert.deepEqual(await textsOf(Uint8Array.of(0x1f)), ["\x1f"]);
});

Deno.test("readLines() reads gzip files of several members as one text", async () => {
  const members = [gzipSync("a\nb"), gzipSync("c\nd\n")];
  assert.deepEqual(await textsOf(Buffer.concat(members)), ["a", "bc", "d"]);
});

Deno.test("readLines() leaves nothing open if its reader stops early", async () => {
  await withFolder(async (folder) => {
    const content = "line\n".repeat(PIECE_BYTES);
    for (const source of [content, gzipSync(content)]) {
      const path = await writeSource(folder, "source", source);
      for await (const { number } of readLines(path)) {
        if (number === 3) break;
      }
    }
  });
});

/** Lines that gzip cannot make small, so that a cut leaves many of them. */
const NUMBERED = Array.from(
  { length: 40_000 },
  (_, i) => `${i} ${Math.sin(i)}`,
);

Deno.test("readLines() gives what comes before a cut, then throws KindredError", async () => {
  const whole = gzipSync(NUMBERED.join("\n"));
  await withFolder(async (folder) => {
    const path = await writeSource(
      folder,
      "cut.gz",
      whole.subarray(0, whole.length >> 1),
    );
    const { lines, error } = await readUntilError(path);
    assert.match(error.message, /gzip stream must be whole, got an end in its/);
    assert.ok(lines.length > 10_000);
    assert.deepEqual(
      lines.map(({ text }) => text),
      NUMBERED.slice(0, lines.length),
    );
  });
});

Deno.test("readLines() throws KindredError for a missing file", async () => {
  await withFolder(async (folder) => {
    const source = await writeSource(folder, "file", "x");
    for (const path of [join(folder, "none"), join(source, "none")]) {
      const { error } = await readUntilError(path);
      assert.equal(
        error.message,
        `Cannot read "${path}": it must be a readable file, got no such file`,
      );
      assert.ok(error.cause instanceof Error);
    }
  });
});

Deno.test("readLines() throws KindredError for a folder", async () => {
  await withFolder(async (folder) => {
    const { error } = await readUntilError(folder);
    assert.equal(
      error.message,
      `Cannot read "${folder}": it must be a readable file, got a folder`,
    );
  });
});
