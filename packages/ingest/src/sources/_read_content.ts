import { KindredError } from "@kindred/core";
import { createHash } from "node:crypto";
import { gunzip } from "./compression/_gunzip.ts";
import {
  DamagedStreamError,
  TruncatedStreamError,
} from "./compression/_stream_faults.ts";
import { unzstd } from "./compression/_unzstd.ts";
import { fileBytes } from "./_file_bytes.ts";
import { HttpBytes } from "./_http_bytes.ts";
import type { RawBytes } from "./_raw_bytes.ts";
import { stdinBytes } from "./_stdin_bytes.ts";
import { takeStart } from "./_take_start.ts";
import type { HttpOptions } from "./http_options.ts";
import type { OpenSourceOptions, SourceInfo } from "./open_source.ts";
import { type Content, sniffContent, SNIFFED_BYTES } from "./sniff_content.ts";
import type { Source } from "./source.ts";

/**
 * Reads a source and decompresses it.
 *
 * @returns Its decompressed bytes, and at the end what is known of it.
 * @throws {KindredError} If it cannot be read, or is compressed and cut short or
 * damaged.
 */
export async function* readContent(
  source: Source,
  { signal, allowTruncated = false, onBytes, http }: OpenSourceOptions,
): AsyncGenerator<Uint8Array, SourceInfo> {
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = (async function* () {
    const raw = await rawBytes(source, signal, http);
    for await (const chunk of raw) {
      signal?.throwIfAborted();
      hash.update(chunk);
      bytes += chunk.length;
      onBytes?.(bytes, raw.total);
      yield chunk;
    }
  })();

  const { start, all } = await takeStart(counted, SNIFFED_BYTES);
  const compression = sniffContent(start);
  let textBytes = 0;
  let truncated = false;
  try {
    for await (const chunk of decompressed(all, compression)) {
      textBytes += chunk.length;
      yield chunk;
    }
  } catch (cause) {
    truncated = cause instanceof TruncatedStreamError;
    if (!truncated && !(cause instanceof DamagedStreamError)) throw cause;
    if (!truncated || !allowTruncated) {
      const found = truncated
        ? "an end in its middle"
        : (cause as Error).message;
      throw new KindredError(
        `Cannot read "${source.name}": its ${compression} stream must be whole, ` +
          `got ${found} after ${textBytes} bytes of text`,
        { cause },
      );
    }
  }
  return { sha256: hash.digest("hex"), bytes, truncated };
}

function rawBytes(
  source: Source,
  signal?: AbortSignal,
  http?: HttpOptions,
): Promise<RawBytes> | RawBytes {
  switch (source.kind) {
    case "file":
      return fileBytes(source.path, signal);
    case "stdin":
      return stdinBytes(signal);
    case "http":
      return new HttpBytes(source.name, source.url, http, signal);
  }
}

function decompressed(
  chunks: AsyncGenerator<Uint8Array>,
  compression: Content,
): AsyncIterable<Uint8Array> {
  if (compression === "gzip") return gunzip(chunks);
  if (compression === "zstd") return unzstd(chunks);
  return chunks;
}
