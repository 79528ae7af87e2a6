import { createAdaptorServer } from "@hono/node-server";
import type { IncomingMessage, Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Listener, Servable } from "./listener.ts";

/** How long a request may take to arrive, in ms: its head, and all of it. */
const ARRIVAL = { head: 10_000, all: 30_000 } as const;

/** Listens with Hono's server for Node. */
export function listen(
  app: Servable,
  port: number,
  hostname: string,
): Promise<Listener> {
  let isClosing = false;
  let cut!: () => void;
  const isCut = new Promise<void>((resolve) => cut = resolve);
  const server = createAdaptorServer({
    async fetch(request, { incoming }) {
      const { remoteAddress } = (incoming as IncomingMessage).socket;
      const response = await app.fetch(
        request,
        remoteAddress === undefined ? {} : { remoteAddress },
      );
      // A connection that is kept would keep the server.
      if (isClosing) response.headers.set("Connection", "close");
      return response;
    },
    // Hono's lighter Response is not one that Deno's own server takes.
    overrideGlobalObjects: !("Deno" in globalThis),
    serverOptions: {
      headersTimeout: ARRIVAL.head,
      requestTimeout: ARRIVAL.all,
    },
  }) as Server;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        close() {
          isClosing = true;
          const closed = new Promise<void>((resolve, reject) => {
            server.close((error) => error ? reject(error) : resolve());
            server.closeIdleConnections();
          });
          return Promise.race([closed, isCut]);
        },
        cut() {
          server.closeAllConnections();
          cut();
        },
      });
    });
  });
}
