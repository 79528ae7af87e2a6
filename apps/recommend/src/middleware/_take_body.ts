import type { MiddlewareHandler } from "hono";
import { MediaTypeError } from "../_problem.ts";
import type { AppEnv } from "../app_env.ts";
import type { BodyReader } from "../limits/read_body.ts";

const JSON_TYPE = /^application\/([\w.-]+\+)?json\s*(;|$)/i;

/** Reads the body of a request before its route does, with all limits. */
export function takeBody(bodies: BodyReader): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const request = c.req.raw;
    if (request.method !== "POST") return await next();
    const type = c.req.header("Content-Type");
    if (type === undefined || !JSON_TYPE.test(type)) {
      throw new MediaTypeError(
        type === undefined ? "none" : JSON.stringify(type.slice(0, 100)),
      );
    }
    await bodies.read(request, async (body) => {
      const { url, method, headers, signal } = request;
      c.req.raw = new Request(url, { method, headers, body, signal });
      await next();
    });
  };
}
