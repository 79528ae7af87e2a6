import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { ROOT } from "./_kindred.ts";

/** Where `deno task test:workerd` installs what it needs. */
export const INSTALLED: string = join(ROOT, ".tmp/workerd");

const BINARY = join(
  INSTALLED,
  "node_modules/@cloudflare",
  `workerd-${process.platform}-${process.arch === "x64" ? "64" : process.arch}`,
  "bin/workerd",
);

/** The runtime of Workers, where it is installed. */
export const workerdPath: string | undefined = Deno.env.get(
  "KINDRED_WORKERD",
) ?? (existsSync(BINARY) ? BINARY : undefined);

/** Whether there is what puts a bucket beside a worker. */
export const hasBuckets: boolean = existsSync(
  join(INSTALLED, "node_modules/miniflare"),
);

/** What the worker may expect of the runtime: not newer than the pinned one. */
export const COMPATIBILITY_DATE = "2026-04-01";

/** A worker that is served. */
export interface RunningWorker {
  /** Its address, without a final slash. */
  url: string;
  /** What the runtime has written. */
  said(): string;
  /** Resident memory of the runtime in bytes, where the system tells it. */
  residentBytes(): number | null;
  /** Processor time that it took so far, in ms, where the system tells it. */
  processorMs(): number | null;
  /** Ends it. */
  close(): Promise<void>;
}

/**
 * Serves a worker with `workerd`.
 *
 * @param folder An empty folder.
 * @param worker Its only module.
 * @param env Its environment: texts.
 */
export async function runWorker(
  folder: string,
  worker: Uint8Array,
  env: Readonly<Record<string, string>>,
): Promise<RunningWorker> {
  const port = await freePort();
  const bindings = Object.entries(env).map(([name, text]) =>
    `(name = ${JSON.stringify(name)}, text = ${JSON.stringify(text)})`
  );
  await writeFile(join(folder, "worker.js"), worker);
  await writeFile(
    join(folder, "config.capnp"),
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [
    (name = "main", worker = .worker),
    (name = "internet", network = (allow = ["public", "private", "local"])),
  ],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [${bindings.join(", ")}],
);
`,
  );
  const child = spawn(workerdPath!, ["serve", join(folder, "config.capnp")]);
  let said = "";
  let hasEnded = false;
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (data) => said += data);
  }
  const ended = new Promise<void>((resolve) =>
    child.on("close", () => {
      hasEnded = true;
      resolve();
    })
  );
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    residentBytes() {
      try {
        const status = Deno.readTextFileSync(`/proc/${child.pid}/status`);
        return 1024 * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]);
      } catch {
        return null;
      }
    },
    processorMs() {
      try {
        const stat = Deno.readTextFileSync(`/proc/${child.pid}/stat`);
        // Fields 14 and 15, in hundredths of a second; the name may hold spaces.
        const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
        return 10 * (Number(fields[11]) + Number(fields[12]));
      } catch {
        return null;
      }
    },
    async close() {
      if (!hasEnded) child.kill();
      await ended;
    },
  };
}

/** Asks until the worker listens. */
export async function firstAnswer(
  { said }: RunningWorker,
  ask: () => Promise<Response>,
): Promise<Response> {
  const end = performance.now() + 20_000;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (performance.now() > end) {
        throw new Error(`Cannot ask the worker: ${said()}`, { cause: error });
      }
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
