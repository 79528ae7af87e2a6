import type { Listener, Servable } from "./listener.ts";

/** The part of Deno that is used, so that Node's build needs no types of Deno. */
interface DenoHttp {
  serve(
    options: {
      port: number;
      hostname: string;
      onListen: () => void;
    },
    handler: (
      request: Request,
      info: { remoteAddr: { hostname?: string } },
    ) => Response | Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> };
}

/** Listens with `Deno.serve`. */
export function listen(
  app: Servable,
  port: number,
  hostname: string,
): Promise<Listener> {
  const { Deno } = globalThis as unknown as { Deno: DenoHttp };
  let cut!: () => void;
  const isCut = new Promise<void>((resolve) => cut = resolve);
  // The caller says where it listens: Deno itself is to print nothing.
  const server = Deno.serve(
    { port, hostname, onListen: () => {} },
    (request, { remoteAddr }) =>
      app.fetch(
        request,
        remoteAddr.hostname === undefined
          ? {}
          : { remoteAddress: remoteAddr.hostname },
      ),
  );
  return Promise.resolve({
    port: server.addr.port,
    // Deno has nothing that cuts connections once they are drained: they are left to
    // end by themselves, or with the process.
    close: () => Promise.race([server.shutdown(), isCut]),
    cut,
  });
}
