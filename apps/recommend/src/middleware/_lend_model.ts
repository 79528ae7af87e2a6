import type { MiddlewareHandler } from "hono";
import type { AppEnv } from "../app_env.ts";
import type { Gate } from "../limits/gate.ts";
import type { ModelHandle, ModelLease } from "../model/model_handle.ts";

/**
 * Lends every request the model, from when it first asks until it is answered, and
 * lets it ask the model when it is its turn.
 */
export function lendModel(
  handle: ModelHandle,
  gate: Gate,
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    let lease: ModelLease | undefined;
    c.set("model", async () => {
      lease ??= await handle.acquire();
      return lease.model;
    });
    c.set("admit", (work) => gate.pass(work, () => c.req.raw.signal));
    try {
      await next();
    } finally {
      lease?.release();
    }
  };
}
