import type { z } from "@hono/zod-openapi";
import { problemSchema } from "./_schemas.ts";

/** An answer with JSON, as the OpenAPI document describes it. */
export function json<S extends z.ZodType>(description: string, schema: S) {
  return { description, content: { "application/json": { schema } } };
}

/** An answer with a problem document. */
export function problem(description: string) {
  return {
    description,
    content: { "application/problem+json": { schema: problemSchema } },
  };
}

/** What every route of the API may answer when it cannot. */
export const REFUSALS = {
  401: problem("The request shows no API key, where keys are asked for."),
  429: problem("There were too many requests; see Retry-After."),
  503: problem("There is no room or no model at the moment; see Retry-After."),
} as const;

/** What routes that take a body may answer when they cannot. */
export const BODY_REFUSALS = {
  400: problem("The body is not as it must be."),
  408: problem("The body took too long to arrive."),
  413: problem("The body is too long."),
  415: problem("The body is not JSON."),
} as const;
