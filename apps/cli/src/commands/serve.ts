/** `kindred serve`: serves a model over HTTP. @module */
import { createApp } from "@kindred/recommend";
import { serve } from "@kindred/recommend/serve";
import { openModelFolder } from "@kindred/recommender/folder";
import { defineCommand } from "../define_command.ts";
import { formatCounted } from "../terminal/format.ts";

export default defineCommand({
  summary: "serve a model over HTTP, with a page to try it",
  operands: { name: "MODEL", min: 1, max: 1 },
  flags: {
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
  },
  examples: [
    "serve kindred-demo/model",
    "serve kindred-demo/model --host 0.0.0.0 --port 80 --verify",
  ],
  async run([model], { port, host, verify }, context) {
    const recommender = await openModelFolder(model!, { verify });
    try {
      const server = await serve(createApp(recommender), {
        port,
        hostname: host,
      });
      context.print(
        `serving ${
          formatCounted(recommender.itemCount, "item")
        } at ${server.url} (Ctrl-C ends)`,
      );
      await new Promise<void>((resolve) => {
        if (context.signal.aborted) resolve();
        context.signal.addEventListener("abort", () => resolve());
      });
      context.tell("ending; requests under way are answered first");
      await server.close();
      return { url: server.url };
    } finally {
      await recommender.close();
    }
  },
});
