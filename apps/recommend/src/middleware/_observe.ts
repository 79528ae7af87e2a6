import type { Context, MiddlewareHandler } from "hono";
import { routePath } from "hono/route";
import type { AppEnv } from "../app_env.ts";
import type { RequestLog } from "../app_options.ts";
import type { AppMetrics } from "../metrics/app_metrics.ts";

/** Measures every request, and tells of it where somebody wants to know. */
export function observe(
  metrics: AppMetrics,
  onRequest: ((request: RequestLog) => void) | undefined,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const begin = performance.now();
    const time = onRequest && new Date().toISOString();
    metrics.begin();
    try {
      await next();
    } finally {
      const ms = performance.now() - begin;
      const route = routeOf(c);
      const { status } = c.res;
      metrics.end(c.req.method, route, status, ms / 1000);
      onRequest?.(logOf(c, { time: time!, route, status, ms }));
    }
  };
}

function routeOf(c: Context<AppEnv>): string {
  const path = routePath(c, -1);
  // What only middleware has seen has no route of its own.
  return path.endsWith("*") ? "none" : path;
}

function logOf(
  c: Context<AppEnv>,
  { time, route, status, ms }: Pick<
    RequestLog,
    "time" | "route" | "status" | "ms"
  >,
): RequestLog {
  const caller = c.get("caller");
  return {
    time,
    id: c.get("requestId") ?? "",
    method: c.req.method,
    route,
    status,
    ms: Math.round(1000 * ms) / 1000,
    ...caller === undefined ? {} : { key: caller },
  };
}
