import { KindredError } from "@kindred/core";
import { parseApiKeys } from "../limits/parse_api_keys.ts";
import type { EdgeOptions, ModelPlace } from "./edge_options.ts";

/**
 * Reads settings from an environment: what Workers hand over with a request, or
 * `Deno.env.toObject()`. What is not there or empty is not set.
 *
 * | name             | sets                                                          |
 * | ---------------- | ------------------------------------------------------------- |
 * | `MODEL`          | `model`: a binding to a bucket, or one that fetches           |
 * | `MODEL_URL`      | `model`: the address of the model folder                      |
 * | `MODEL_PREFIX`   | `modelPrefix`                                                 |
 * | `TITLE`          | `title`                                                       |
 * | `API_KEYS`       | `apiKeys`, as `NAME:KEY` or `KEY`, between commas             |
 * | `PAGES`          | `pages`: `true` or `false`                                    |
 * | `EXAMPLE_IDS`    | `exampleIds`, between commas                                  |
 * | `CORS_ORIGINS`   | `corsOrigins`, between commas                                 |
 * | `RATE_LIMIT`     | `rateLimit.perSecond`, for each isolate                       |
 * | `ADDRESS_HEADER` | `rateLimit.addressHeader`, such as `CF-Connecting-IP`         |
 *
 * @param env The environment.
 * @throws {KindredError} If a value is not as it must be.
 */
export function readEnvironment(
  env: Readonly<Record<string, unknown>>,
): EdgeOptions {
  const text = (name: string): string | undefined => {
    const value = env[name];
    if (value === undefined || value === null || value === "") return undefined;
    if (typeof value === "string") return value;
    throw complaint(name, "a text", value);
  };
  const list = (name: string): string[] | undefined =>
    text(name)?.split(",").map((part) => part.trim()).filter((part) => part);
  const keys = text("API_KEYS");
  const perSecond = text("RATE_LIMIT");
  const settings = {
    model: bindingOf(env) ?? text("MODEL_URL"),
    modelPrefix: text("MODEL_PREFIX"),
    title: text("TITLE"),
    apiKeys: keys === undefined ? undefined : parseApiKeys(keys),
    pages: flagOf("PAGES", text("PAGES")),
    exampleIds: list("EXAMPLE_IDS"),
    corsOrigins: list("CORS_ORIGINS"),
    rateLimit: perSecond === undefined ? undefined : {
      perSecond: numberOf("RATE_LIMIT", perSecond),
      ...optional("addressHeader", text("ADDRESS_HEADER")),
    },
  };
  return Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
}

/** The binding to the model, where there is one. */
function bindingOf(
  { MODEL: binding }: Readonly<Record<string, unknown>>,
): ModelPlace | undefined {
  if (binding === undefined || binding === null) return undefined;
  const has = (method: string) =>
    typeof (binding as Record<string, unknown>)[method] === "function";
  if (has("fetch") || (has("get") && has("head"))) return binding as ModelPlace;
  throw complaint(
    "MODEL",
    "a binding to an R2 bucket, or one that fetches; an address is MODEL_URL's",
    binding,
  );
}

function flagOf(name: string, text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (text === "true" || text === "false") return text === "true";
  throw complaint(name, "true or false", text);
}

function numberOf(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== "" && Number.isFinite(value)) return value;
  throw complaint(name, "a number", text);
}

function optional<N extends string, V>(name: N, value: V | undefined) {
  return (value === undefined ? {} : { [name]: value }) as { [_ in N]?: V };
}

function complaint(
  name: string,
  wanted: string,
  value: unknown,
): KindredError {
  const found = typeof value === "string"
    ? JSON.stringify(value.slice(0, 100))
    : typeof value;
  return new KindredError(
    `Cannot read the environment: ${name} must be ${wanted}, got ${found}`,
  );
}
