// What the tests of sources share.
import { createRandom } from "@kindred/core";
import { Buffer } from "node:buffer";
import { once } from "node:events";
import { type AddressInfo, createServer, type Socket } from "node:net";

/** Gives bytes in pieces of a size. */
export async function* inPieces(
  bytes: Uint8Array,
  size = bytes.length,
): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < bytes.length; start += size) {
    yield bytes.subarray(start, start + size);
  }
}

/** All that came before the end, or before the failure. */
export interface Outcome {
  bytes: Buffer;
  error: unknown;
}

/** Reads a stream to its end or its failure. */
export async function outcomeOf(
  chunks: AsyncIterable<Uint8Array>,
): Promise<Outcome> {
  const read: Uint8Array[] = [];
  let error: unknown;
  try {
    for await (const chunk of chunks) read.push(chunk);
  } catch (thrown) {
    error = thrown;
  }
  return { bytes: Buffer.concat(read), error };
}

/** Text that no compressor makes small, one number a line. */
export function noisyLines(count: number): Buffer {
  const random = createRandom(7);
  const lines = Array.from(
    { length: count },
    (_, i) => `${i} ${random.float()}`,
  );
  return Buffer.from(lines.join("\n"));
}

/** A request as the server under test sees it. */
export interface SeenRequest {
  path: string;
  /** Header lines by lower-case name. */
  headers: Record<string, string>;
}

/** How a server answers a request: whatever it writes to the socket. */
export type Answer = (
  request: SeenRequest,
  socket: Socket,
) => void | Promise<void>;

/**
 * Runs a server on loopback that answers by hand, so that it can break the rules
 * of HTTP, and hands its address to `use`.
 *
 * @returns All requests that came.
 */
export async function withServer(
  answer: Answer,
  use: (address: string) => Promise<void>,
): Promise<SeenRequest[]> {
  const requests: SeenRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    let text = "";
    socket.on("data", (data) => {
      text += data.toString("latin1");
      const end = text.indexOf("\r\n\r\n");
      if (end === -1) return;
      const [first, ...lines] = text.slice(0, end).split("\r\n");
      text = "";
      const request: SeenRequest = {
        path: first!.split(" ")[1]!,
        headers: Object.fromEntries(
          lines.map((line) => {
            const colon = line.indexOf(":");
            return [
              line.slice(0, colon).toLowerCase(),
              line.slice(colon + 1).trim(),
            ];
          }),
        ),
      };
      requests.push(request);
      void answer(request, socket);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await use(`http://127.0.0.1:${port}`);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, "close");
  }
  return requests;
}

/** Returns the head of an answer that closes its connection. */
export function head(
  status: string,
  headers: Record<string, string | number> = {},
): string {
  const lines = Object.entries({ connection: "close", ...headers })
    .map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status}\r\n${lines.join("")}\r\n`;
}
