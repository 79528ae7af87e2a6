// Runs in a worker thread: reads one file and sends what it holds to the thread
// that started it. See _read_content_ahead.ts.
import { KindredError } from "@kindred/core";
import { parentPort, workerData } from "node:worker_threads";
import { readContent } from "./_read_content.ts";
import type {
  ContentMessage,
  ContentWorkerData,
} from "./_read_content_ahead.ts";

/** Bytes that are sent together: each message costs the receiver a wake-up. */
const MESSAGE_BYTES = 1 << 20;

const { path, name, allowTruncated, messages } =
  workerData as ContentWorkerData;

/** How many more messages the receiver has room for. */
let room = messages;
let wake: () => void = () => {};
parentPort!.on("message", () => {
  room++;
  wake();
});

let raw: [bytes: number, total: number | null] = [0, null];
let text = new Uint8Array(MESSAGE_BYTES);
let length = 0;

async function flush(): Promise<void> {
  while (room === 0) await new Promise<void>((resolve) => wake = resolve);
  room--;
  send({ kind: "text", bytes: text.subarray(0, length), raw }, [text.buffer]);
  text = new Uint8Array(MESSAGE_BYTES);
  length = 0;
}

function send(message: ContentMessage, transfer: ArrayBuffer[] = []): void {
  parentPort!.postMessage(message, transfer);
}

try {
  const content = readContent({ kind: "file", name, path }, {
    allowTruncated,
    onBytes: (...bytes) => raw = bytes,
  });
  for (let step = await content.next();; step = await content.next()) {
    if (step.done) {
      if (length > 0) await flush();
      send({ kind: "end", info: step.value });
      break;
    }
    for (let at = 0; at < step.value.length;) {
      const part = step.value.subarray(at, at + MESSAGE_BYTES - length);
      text.set(part, length);
      length += part.length;
      at += part.length;
      if (length === MESSAGE_BYTES) await flush();
    }
  }
} catch (error) {
  if (length > 0) await flush();
  const { message } = error as Error;
  send({ kind: "error", message, isKindred: error instanceof KindredError });
}
parentPort!.close();
