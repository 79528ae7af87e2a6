import type { Listener, Servable } from "./listener.ts";

/** The part of Deno that is used, so that Node's build needs no types of Deno. */
interface DenoHttp {
  serve(
    options: { port: number; hostname: string; onListen: () => void },
    handler: (request: Request) => Response | Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> };
}

/** Listens with `Deno.serve`. */
export function listen(
  app: Servable,
  port: number,
  hostname: string,
): Promise<Listener> {
  const { Deno } = globalThis as unknown as { Deno: DenoHttp };
  // The caller says where it listens: Deno itself is to print nothing.
  const server = Deno.serve(
    { port, hostname, onListen: () => {} },
    (request) => app.fetch(request),
  );
  return Promise.resolve({
    port: server.addr.port,
    close: () => server.shutdown(),
  });
}
