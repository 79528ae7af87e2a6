import { KindredError } from "@kindred/core";
import { Worker } from "node:worker_threads";
import type { OpenSourceOptions, SourceInfo } from "./open_source.ts";
import type { FileSource } from "./source.ts";

/** Messages of text that may wait to be read: what is read ahead. */
const MESSAGES = 8;

/** What the worker is told at its start. */
export interface ContentWorkerData {
  path: string;
  name: string;
  allowTruncated: boolean;
  /** Messages of text that it may send before it hears of one taken. */
  messages: number;
}

/** What the worker sends. */
export type ContentMessage =
  | {
    kind: "text";
    bytes: Uint8Array;
    raw: [bytes: number, total: number | null];
  }
  | { kind: "end"; info: SourceInfo }
  | { kind: "error"; message: string; isKindred: boolean };

/**
 * Does what `readContent` does for a file, in a thread of its own: hashing and
 * inflating take about as long as what becomes of the text.
 */
export async function* readContentAhead(
  { name, path }: FileSource,
  { signal, allowTruncated = false, onBytes }: OpenSourceOptions,
): AsyncGenerator<Uint8Array, SourceInfo> {
  const workerData: ContentWorkerData = {
    path,
    name,
    allowTruncated,
    messages: MESSAGES,
  };
  // Built for Node, this file and the worker's end in .js.
  const worker = new Worker(
    new URL(import.meta.url.replace(/[^/]+(\.[jt]s)$/, "_content_worker$1")),
    { workerData },
  );
  const inbox: ContentMessage[] = [];
  let failure: unknown;
  let wake: () => void = () => {};
  const fail = (error: unknown): void => {
    failure ??= error;
    wake();
  };
  const abort = (): void => fail(signal!.reason);
  signal?.addEventListener("abort", abort);
  worker.on("error", fail);
  worker.on("message", (message: ContentMessage) => {
    inbox.push(message);
    wake();
  });
  try {
    while (true) {
      if (failure !== undefined) throw failure;
      const message = inbox.shift();
      if (message === undefined) {
        await new Promise<void>((resolve) => wake = resolve);
        continue;
      }
      if (message.kind === "end") return message.info;
      if (message.kind === "error") {
        throw new (message.isKindred ? KindredError : Error)(message.message);
      }
      worker.postMessage("taken");
      onBytes?.(...message.raw);
      yield message.bytes;
    }
  } finally {
    signal?.removeEventListener("abort", abort);
    await worker.terminate();
  }
}
