import { expectNumber } from "@kindred/core";
import type { Context, MiddlewareHandler } from "hono";
import { TooManyRequestsError } from "../_problem.ts";
import type { AppEnv } from "../app_env.ts";
import type { RateLimit } from "../app_options.ts";
import { TokenBuckets } from "../limits/token_buckets.ts";

/** How many callers are told apart: some 200 bytes each. */
const MOST_CALLERS = 20_000;

/** Items of a batch that count as one request. */
const ITEMS_A_TOKEN = 10;

/** Limits how often somebody may ask. */
export interface RateLimiter {
  /** Refuses whoever asks too often. */
  handler: MiddlewareHandler<AppEnv>;
  /** Counts items of a batch beyond the first. */
  chargeItems(c: Context<AppEnv>, more: number): void;
}

/**
 * Creates a limiter.
 *
 * @throws {RangeError} If the limit is not allowed.
 */
export function createRateLimiter(limit: RateLimit): RateLimiter {
  const { perSecond, addressHeader } = limit;
  expectNumber("limit the rate", "perSecond", perSecond, {
    min: 0,
    above: true,
  });
  const burst = limit.burst ?? Math.max(1, 10 * perSecond);
  expectNumber("limit the rate", "burst", burst, { min: 1 });
  const buckets = new TokenBuckets({
    perSecond,
    burst,
    mostBuckets: MOST_CALLERS,
  });
  const nameOf = (c: Context<AppEnv>) =>
    c.get("caller") === undefined
      ? `address ${addressOf(c, addressHeader)}`
      : `key ${c.get("caller")}`;
  return {
    async handler(c, next) {
      const seconds = buckets.take(nameOf(c));
      if (seconds > 0) throw new TooManyRequestsError(Math.ceil(seconds));
      await next();
    },
    chargeItems(c, more) {
      buckets.charge(nameOf(c), more / ITEMS_A_TOKEN);
    },
  };
}

function addressOf(c: Context<AppEnv>, header: string | undefined): string {
  const told = header && c.req.header(header)?.split(",").at(-1)?.trim();
  const address = (told || c.env?.remoteAddress) ?? "unknown";
  // Whoever has one address of IPv6 has the 2^64 beside it.
  return address.includes(":") && !address.includes(".")
    ? networkOf(address)
    : address.slice(0, 45);
}

/** The first four groups of an address of IPv6. */
function networkOf(address: string): string {
  const [head = "", tail] = address.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const zeros = Math.max(0, 8 - first.length - last.length);
  return [...first, ...Array<string>(zeros).fill("0"), ...last]
    .slice(0, 4).join(":").slice(0, 45);
}
