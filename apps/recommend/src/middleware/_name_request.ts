import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../app_env.ts";

/** What a caller may call its request. */
const CALLERS_ID = /^[\w=-]{1,255}$/;

/** Gives every request the caller's `X-Request-Id`, or a new one, and answers with it. */
export function nameRequest(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const given = c.req.header("X-Request-Id");
    const id = given !== undefined && CALLERS_ID.test(given)
      ? given
      : crypto.randomUUID();
    c.set("requestId", id);
    await next();
    if (!c.get("isSealed")) c.res.headers.set("X-Request-Id", id);
  };
}
