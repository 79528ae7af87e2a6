/** `kindred serve`: serves a model over HTTP. @module */
import { type AppOptions, createApp } from "@kindred/recommend";
import {
  parseApiKeys,
  reloadOnHangUp,
  serve,
  watchModelFolder,
} from "@kindred/recommend/serve";
import { readFile } from "node:fs/promises";
import process from "node:process";
import { UsageError } from "../arguments/usage_error.ts";
import { type CommandContext, defineCommand } from "../define_command.ts";
import type { FlagValues } from "../arguments/flag.ts";
import { formatCounted } from "../terminal/format.ts";

/** Where keys of the API are: the command line of a process can be read by others. */
const KEYS_VARIABLE = "KINDRED_API_KEYS";

const FLAGS = {
  port: {
    kind: "number",
    short: "p",
    min: 0,
    max: 65535,
    whole: true,
    default: 8080,
    help: "0 takes a free one",
  },
  host: {
    kind: "text",
    value: "ADDRESS",
    default: "127.0.0.1",
    help: "0.0.0.0 lets other machines in",
  },
  verify: {
    kind: "switch",
    help: "compare the files with their hashes before serving",
  },
  engine: {
    kind: "choice",
    choices: ["auto", "lists", "index", "onnxruntime"],
    default: "auto",
    help: "what answers; auto takes the quickest that can",
  },
  reloadSeconds: {
    kind: "number",
    min: 0,
    default: 5,
    help:
      "how often to look for another model; 0 never; SIGHUP loads it at once",
  },
  apiKeys: {
    kind: "text",
    value: "FILE",
    help:
      `ask for an API key; NAME:KEY a line, also in ${KEYS_VARIABLE}, by commas`,
  },
  pages: {
    kind: "switch",
    help: "show pages for people also where API keys are asked for",
  },
  rateLimit: {
    kind: "number",
    min: 0,
    above: true,
    help: "requests a second for each key or address",
  },
  addressHeader: {
    kind: "text",
    value: "HEADER",
    help: "where the proxy in front tells the caller's address",
  },
  cors: {
    kind: "list",
    value: "ORIGIN",
    help: "a site whose pages may ask the API; * for all",
  },
  log: {
    kind: "choice",
    choices: ["json", "off"],
    default: "off",
    help: "a line of JSON on stderr for each request",
  },
  maxQueue: {
    kind: "number",
    min: 0,
    whole: true,
    default: 256,
    help: "questions that may wait for the model; beyond, the answer is 503",
  },
  cache: {
    kind: "number",
    min: 0,
    default: 32,
    help: "MB of answers to keep",
  },
  drainSeconds: {
    kind: "number",
    min: 0,
    default: 10,
    help: "how long requests under way may take at the end",
  },
} as const;

export default defineCommand({
  summary: "serve a model over HTTP, with a page to try it",
  operands: { name: "MODEL", min: 1, max: 1 },
  flags: FLAGS,
  examples: [
    "serve kindred-demo/model",
    "serve models/shop --host 0.0.0.0 --port 80 --log json --rate-limit 50",
    "serve models/shop --api-keys keys.txt --cors https://shop.example",
  ],
  async run([directory], flags, context) {
    const options = await appOptions(flags, context);
    const model = await watchModelFolder(directory!, {
      verify: flags.verify,
      engine: flags.engine,
      seconds: flags.reloadSeconds,
      onReload: ({ recommender: { info, itemCount } }) =>
        context.tell(
          `loaded another model of ${formatCounted(itemCount, "item")}, ${
            info.sha256?.slice(0, 12)
          }`,
        ),
      onFailure: (error) =>
        context.tell(`the model before goes on: ${(error as Error).message}`),
    });
    const stopReloading = reloadOnHangUp(model);
    try {
      const server = await serve(createApp(model, options), {
        port: flags.port,
        hostname: flags.host,
        drainSeconds: flags.drainSeconds,
      });
      const { itemCount, info } = model.status.model!.recommender;
      context.print(
        `serving ${
          formatCounted(itemCount, "item")
        } at ${server.url} (Ctrl-C ends)`,
      );
      context.tell(
        `answers from ${info.engines.join(", ")}${
          options.apiKeys === undefined
            ? ""
            : `; asks for one of ${
              formatCounted(options.apiKeys.length, "key")
            }`
        }`,
      );
      await aborted(context.signal);
      context.tell("ending; requests under way are answered first");
      await server.close();
      return { url: server.url };
    } finally {
      stopReloading();
      await model.close();
    }
  },
});

async function appOptions(
  flags: FlagValues<typeof FLAGS>,
  { tell }: CommandContext,
): Promise<AppOptions> {
  const apiKeys = await readApiKeys(flags.apiKeys);
  const { rateLimit, addressHeader } = flags;
  if (addressHeader !== undefined && rateLimit === undefined) {
    throw new UsageError(
      "Cannot serve: --address-header must stand beside --rate-limit, got it alone",
    );
  }
  return {
    maxQueue: flags.maxQueue,
    cacheBytes: Math.round(flags.cache * 1e6),
    ...flags.pages ? { pages: true } : {},
    ...apiKeys.length === 0 ? {} : { apiKeys },
    ...rateLimit === undefined ? {} : {
      rateLimit: {
        perSecond: rateLimit,
        ...addressHeader === undefined ? {} : { addressHeader },
      },
    },
    ...flags.cors.length === 0 ? {} : { corsOrigins: flags.cors },
    ...flags.log === "off" ? {} : {
      onRequest: (request) => tell(JSON.stringify(request)),
    },
  };
}

/** Reads the keys of the API: from a file, or else from the environment. */
async function readApiKeys(file: string | undefined) {
  const text = file === undefined
    ? process.env[KEYS_VARIABLE] ?? ""
    : await readFile(file, "utf8");
  const keys = parseApiKeys(text);
  if (file !== undefined && keys.length === 0) {
    throw new UsageError(
      `Cannot read "${file}": it must hold an API key, got none`,
    );
  }
  return keys;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
