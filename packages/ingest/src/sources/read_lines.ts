import { forEachLine, lineBlocks } from "./line_blocks.ts";
import { openSource } from "./open_source.ts";

/** One line of a text file. */
export interface Line {
  /** Its number in the file, 1-based. */
  number: number;
  /** Its text, without the line end; bytes that are no UTF-8 come as U+FFFD. */
  text: string;
}

/**
 * Reads a text file line by line: plain, gzip or zstd by its first bytes. Line
 * ends are `\n` or `\r\n`; a byte-order mark is dropped. A line of more than
 * 64 MiB is passed over. Where strings cost too much, {@linkcode lineBlocks}
 * gives bytes.
 *
 * @param path The file.
 * @returns The lines in order; none for an empty file.
 * @throws {KindredError} If it cannot be read, or its compressed stream is cut
 * short or damaged; lines before that may have been given by then.
 *
 * @example
 * ```ts
 * import { readLines } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 * import { mkdtemp, rm, writeFile } from "node:fs/promises";
 * import { tmpdir } from "node:os";
 * import { join } from "node:path";
 *
 * const folder = await mkdtemp(join(tmpdir(), "kindred-"));
 * const path = join(folder, "records.json");
 * await writeFile(path, "first\r\nsecond");
 * const lines = await Array.fromAsync(readLines(path));
 * await rm(folder, { recursive: true });
 *
 * assert.deepEqual(lines, [
 *   { number: 1, text: "first" },
 *   { number: 2, text: "second" },
 * ]);
 * ```
 */
export async function* readLines(path: string): AsyncGenerator<Line> {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const { chunks } = await openSource({ kind: "file", name: path, path });
  for await (const block of lineBlocks(chunks)) {
    const lines: Line[] = [];
    forEachLine(block, (start, end, number) => {
      const text = decoder.decode(block.bytes.subarray(start, end));
      lines.push({ number, text });
    });
    yield* lines;
  }
}
