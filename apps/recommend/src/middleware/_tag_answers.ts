import { VERSION } from "@kindred/core";
import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../app_env.ts";

/**
 * Lets answers of the API be kept for a minute, and after that be compared instead of
 * sent again. One model answers the same to the same question, so that its hash is the
 * tag of all its answers.
 *
 * @param scope Who may keep them: `private` where keys are asked for.
 */
export function tagAnswers(
  scope: "public" | "private",
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    if (!c.res.ok) return;
    if (c.req.method !== "GET" && c.req.method !== "HEAD") {
      c.res.headers.set("Cache-Control", "no-store");
      return;
    }
    c.res.headers.set("Cache-Control", `${scope}, max-age=60`);
    const { sha256 } = (await c.get("model")()).recommender.info;
    if (sha256 === null) return;
    // Weak: gzip may stand between.
    const tag = `W/"${VERSION}-${sha256.slice(0, 32)}"`;
    c.res.headers.set("ETag", tag);
    if (!names(c.req.header("If-None-Match"), tag)) return;
    const headers = new Headers(c.res.headers);
    for (const name of ["Content-Type", "Content-Length"]) headers.delete(name);
    c.res = undefined;
    c.res = new Response(null, { status: 304, headers });
  };
}

/** Whether a header names a tag. */
function names(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (header.trim() === "*") return true;
  const opaque = tag.slice(2);
  return header.split(",").some((one) =>
    one.trim().replace(/^W\//, "") === opaque
  );
}
