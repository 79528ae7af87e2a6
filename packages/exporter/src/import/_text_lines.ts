import { createReadStream } from "node:fs";

/**
 * Reads a text line by line: only a newline ends one, with or without a carriage
 * return before it. Other characters that some take for line ends may be in ids.
 *
 * @param path The file, UTF-8.
 * @param signal Stops the reading when it is aborted. Default: never.
 */
export async function* textLines(
  path: string,
  signal?: AbortSignal,
): AsyncGenerator<string> {
  let rest = "";
  const stream = createReadStream(path, {
    encoding: "utf8",
    highWaterMark: 1 << 20,
  });
  for await (const chunk of stream) {
    signal?.throwIfAborted();
    const lines = (rest + chunk).split("\n");
    rest = lines.pop()!;
    for (const line of lines) {
      yield line.endsWith("\r") ? line.slice(0, -1) : line;
    }
  }
  if (rest !== "") yield rest;
}
