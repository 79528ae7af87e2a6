import { createAdaptorServer } from "@hono/node-server";
import type { AddressInfo } from "node:net";
import type { Listener, Servable } from "./listener.ts";

/** Listens with Hono's server for Node. */
export function listen(
  app: Servable,
  port: number,
  hostname: string,
): Promise<Listener> {
  const server = createAdaptorServer({
    fetch: (request) => app.fetch(request),
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, hostname, () => {
      server.off("error", reject);
      resolve({
        port: (server.address() as AddressInfo).port,
        close: () =>
          new Promise((resolve, reject) => {
            server.close((error) => error ? reject(error) : resolve());
          }),
      });
    });
  });
}
