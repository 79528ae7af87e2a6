import { KindredError } from "@kindred/core";
import process from "node:process";
import { addAbortSignal } from "node:stream";
import type { RawBytes } from "./_raw_bytes.ts";

/**
 * Returns what is piped into this process.
 *
 * @param signal Stops the reading.
 * @throws {KindredError} If standard input is a terminal, where a person would
 * have to type the records.
 */
export function stdinBytes(signal?: AbortSignal): RawBytes {
  const { stdin } = process;
  if (stdin.isTTY) {
    throw new KindredError(
      `Cannot read "-": standard input must be a pipe or a file, got a terminal`,
    );
  }
  return {
    total: null,
    async *[Symbol.asyncIterator]() {
      if (signal) addAbortSignal(signal, stdin);
      try {
        yield* stdin as AsyncIterable<Uint8Array>;
      } catch (cause) {
        signal?.throwIfAborted();
        throw cause;
      }
    },
  };
}
