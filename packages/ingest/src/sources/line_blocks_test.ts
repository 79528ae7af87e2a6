import { createRandom } from "@kindred/core";
import { Buffer } from "node:buffer";
import assert from "node:assert/strict";
import { inPieces } from "./_testing.ts";
import {
  type DroppedLine,
  forEachLine,
  type LineBlockOptions,
  lineBlocks,
} from "./line_blocks.ts";

/** What became of a text: its lines by number, and what was dropped. */
interface Cut {
  lines: [number: number, text: string][];
  dropped: DroppedLine[];
}

async function cut(
  text: string | Uint8Array,
  pieceBytes: number,
  options: LineBlockOptions = {},
): Promise<Cut> {
  const lines: Cut["lines"] = [];
  const dropped: DroppedLine[] = [];
  const chunks = inPieces(Buffer.from(text), pieceBytes);
  const blocks = lineBlocks(chunks, {
    ...options,
    onDropped: (line) => dropped.push(line),
  });
  for await (const block of blocks) {
    assert.ok(block.lineCount > 0);
    assert.equal(block.ends.length, block.lineCount);
    forEachLine(block, (start, end, number) => {
      const bytes = Buffer.from(block.bytes.subarray(start, end));
      lines.push([number, bytes.toString()]);
    });
  }
  return { lines, dropped };
}

/** The plain reference: the whole text at once, as a string. */
function cutByString(text: string, maxLineBytes = Infinity): Cut {
  const lines: Cut["lines"] = [];
  const dropped: DroppedLine[] = [];
  const all = text.replace(/^\ufeff/, "").split("\n");
  if (all.at(-1) === "") all.pop();
  for (const [i, line] of all.entries()) {
    const bytes = Buffer.byteLength(line);
    if (bytes > maxLineBytes) {
      dropped.push({ line: i + 1, bytes, reason: "too-long" });
    } else lines.push([i + 1, line.replace(/\r$/, "")]);
  }
  return { lines, dropped };
}

Deno.test("lineBlocks() cuts as the reference does, whatever the pieces", async () => {
  const random = createRandom(1);
  const letters = ["\n", "\n", "\r\n", "\r", "a", "饭", "🍚", "\ufeff", "xyz"];
  for (let trial = 0; trial < 200; trial++) {
    const count = random.below(40);
    const text = (random.below(3) === 0 ? "\ufeff" : "") +
      Array.from({ length: count }, () => letters[random.below(9)]).join("");
    for (const maxLineBytes of [undefined, 5]) {
      const expected = cutByString(text, maxLineBytes);
      for (const pieceBytes of [1, 2, 3, 7, 100]) {
        assert.deepEqual(
          await cut(text, pieceBytes, {
            ...(maxLineBytes && { maxLineBytes }),
          }),
          expected,
          `${JSON.stringify(text)} by ${pieceBytes}, at most ${maxLineBytes}`,
        );
      }
    }
  }
});

Deno.test("lineBlocks() gives nothing for nothing, and for a byte-order mark alone", async () => {
  assert.deepEqual(await cut("", 1), { lines: [], dropped: [] });
  assert.deepEqual(await cut("\ufeff", 1), { lines: [], dropped: [] });
});

Deno.test("lineBlocks() keeps blocks whole and their numbers running", async () => {
  const text = Array.from({ length: 100_000 }, (_, i) => `line ${i}\r\n`).join(
    "",
  );
  const { lines } = await cut(text, 1 << 16);
  assert.equal(lines.length, 100_000);
  for (const [i, [number, line]] of lines.entries()) {
    assert.equal(number, i + 1);
    assert.equal(line, `line ${i}`);
  }
});

Deno.test("lineBlocks() joins a line of 10 MB from small pieces", async () => {
  const long = "x".repeat(10_000_000);
  const { lines } = await cut(`a\n${long}\nb\n`, 4096);
  assert.deepEqual(lines.map(([number, { length }]) => [number, length]), [
    [1, 1],
    [2, 10_000_000],
    [3, 1],
  ]);
});

Deno.test("lineBlocks() passes over a line that is too long and goes on", async () => {
  const text = `a\n${"x".repeat(1_000_000)}\r\nb\n${"y".repeat(500_001)}`;
  for (const pieceBytes of [1000, 1 << 20]) {
    assert.deepEqual(
      await cut(text, pieceBytes, { maxLineBytes: 500_000 }),
      {
        lines: [[1, "a"], [3, "b"]],
        dropped: [
          { line: 2, bytes: 1_000_001, reason: "too-long" },
          { line: 4, bytes: 500_001, reason: "too-long" },
        ],
      },
    );
  }
});

Deno.test("lineBlocks() drops the last line of a text that was cut, unless it is whole", async () => {
  const isCut = (): boolean => true;
  assert.deepEqual(await cut("a\nbc", 1, { isCut }), {
    lines: [[1, "a"]],
    dropped: [{ line: 2, bytes: 2, reason: "cut" }],
  });
  assert.deepEqual(await cut("a\n", 1, { isCut }), {
    lines: [[1, "a"]],
    dropped: [],
  });
});

Deno.test("lineBlocks() takes any bytes", async () => {
  const random = createRandom(2);
  const bytes = Uint8Array.from({ length: 10_000 }, () => random.below(256));
  const { lines } = await cut(bytes, 999);
  assert.equal(
    lines.length,
    Buffer.from(bytes).toString("latin1").split("\n").length,
  );
});

Deno.test("lineBlocks() closes its chunks if its reader stops early", async () => {
  let closed = false;
  const chunks = (async function* () {
    try {
      while (true) yield Buffer.from("line\n");
    } finally {
      closed = true;
    }
  })();
  for await (const { firstLine } of lineBlocks(chunks)) {
    if (firstLine === 3) break;
  }
  assert.ok(closed);
});
