import type { MiddlewareHandler } from "hono";
import { InvalidKeyError } from "../_problem.ts";
import type { AppEnv } from "../app_env.ts";
import { type ApiKeys, keyIn } from "../limits/api_keys.ts";

/** Lets through whoever shows a key. */
export function askForKey(keys: ApiKeys): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = keyIn(c.req.raw.headers);
    if (key === null) throw new InvalidKeyError("none");
    const name = keys.nameOf(key);
    if (name === null) throw new InvalidKeyError("an unknown one");
    c.set("caller", name);
    await next();
  };
}
