import type { MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import type { AppEnv } from "../app_env.ts";

/** What the platform can write, as a request asks for it. */
const KNOWN_ENCODING = /gzip|deflate|\*/i;

/**
 * Compresses long answers for those who take them so. Hono's own middleware makes
 * every answer a stream, compressed or not, which costs a server a third of its speed:
 * it is only asked where the caller takes what it can write.
 */
export function compressAnswers(): MiddlewareHandler<AppEnv> {
  const handler = compress();
  return async (c, next) => {
    if (KNOWN_ENCODING.test(c.req.header("Accept-Encoding") ?? "")) {
      return await handler(c, next);
    }
    await next();
    if (c.get("isSealed")) return;
    // Caches must know that others may get something else.
    c.res.headers.append("Vary", "Accept-Encoding");
  };
}
