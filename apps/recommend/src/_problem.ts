import {
  ArtifactError,
  UnknownItemError,
  UntrainedItemError,
} from "@kindred/core";
import {
  ModelClosedError,
  ModelUnreachableError,
  SearchUnavailableError,
} from "@kindred/recommender";
import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import type { AppEnv } from "./app_env.ts";
import { CallerGoneError, OverloadedError } from "./limits/gate.ts";
import { BodyTimeoutError, BodyTooLargeError } from "./limits/read_body.ts";
import { ModelNotReadyError } from "./model/model_not_ready_error.ts";

/** An error as RFC 9457 describes it; further members are allowed. */
export interface Problem {
  /** What kind of problem it is: a URN of ours, or `about:blank`. */
  type: string;
  /** The kind in words, the same for each occurrence. */
  title: string;
  /** The HTTP status. */
  status: 400 | 401 | 404 | 405 | 408 | 413 | 415 | 429 | 500 | 501 | 503;
  /** What is wrong this time. */
  detail: string;
  /** More, by kind: `nearest_ids`, `parameter`, `allow`, `retry_after` in seconds. */
  [member: string]: string | number | readonly string[];
}

/** Thrown when a parameter or a body of a request is wrong. */
export class InvalidParameterError extends Error {
  /** Always `"InvalidParameterError"`. */
  override readonly name = "InvalidParameterError";
  /** Which one it is, such as `k` or `basket[0].weight`. */
  readonly parameter: string;

  /**
   * @param parameter Which one it is, such as `k`.
   * @param message The whole sentence.
   */
  constructor(parameter: string, message: string) {
    super(message);
    this.parameter = parameter;
  }
}

/** Thrown when a request shows no key, or one that is none. */
export class InvalidKeyError extends Error {
  /** Always `"InvalidKeyError"`. */
  override readonly name = "InvalidKeyError";

  /** @param found What it shows, in words. */
  constructor(found: string) {
    super(
      `Cannot answer: the request must show an API key, as X-API-Key or as a bearer token, got ${found}`,
    );
  }
}

/** Thrown when somebody asks too often. */
export class TooManyRequestsError extends Error {
  /** Always `"TooManyRequestsError"`. */
  override readonly name = "TooManyRequestsError";
  /** After how many seconds to try again, a whole number. */
  readonly retryAfter: number;

  /** @param retryAfter After how many seconds to try again, a whole number. */
  constructor(retryAfter: number) {
    super(
      `Cannot answer: requests must be fewer, got one that is ${retryAfter} s too early`,
    );
    this.retryAfter = retryAfter;
  }
}

/** Thrown when a body is of another type than JSON. */
export class MediaTypeError extends Error {
  /** Always `"MediaTypeError"`. */
  override readonly name = "MediaTypeError";

  /** @param found What the request says of its body. */
  constructor(found: string) {
    super(
      `Cannot read the body: Content-Type must be application/json, got ${found}`,
    );
  }
}

/** The problem of a path that leads nowhere. */
export function notFoundProblem(path: string): Problem {
  return {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: `Cannot answer: the path must be one of ours, got ${
      path.slice(0, 200)
    }`,
  };
}

/** The problem of a method that a path does not take. */
export function methodProblem(method: string, allow: string[]): Problem {
  return {
    type: "about:blank",
    title: "Method Not Allowed",
    status: 405,
    detail: `Cannot answer: the method must be ${
      allow.join(" or ")
    }, got ${method}`,
    allow,
  };
}

/**
 * Returns the problem that an error is for the caller. Of unexpected ones it
 * tells nothing but the request id, by which the log can be searched.
 */
export function problemOf(error: unknown, requestId: string): Problem {
  const { message: detail } = error as Error;
  if (error instanceof UnknownItemError) {
    return {
      ...ours("unknown-item", "Unknown item", 404, detail),
      nearest_ids: error.similarIds,
    };
  }
  if (error instanceof UntrainedItemError) {
    return ours("untrained-item", "Untrained item", 404, detail);
  }
  if (error instanceof InvalidParameterError) {
    return {
      ...ours("invalid-parameter", "Invalid parameter", 400, detail),
      parameter: error.parameter,
    };
  }
  if (
    error instanceof RangeError &&
    /^Cannot (recommend|search|list items):/.test(detail)
  ) {
    return ours("invalid-request", "Invalid request", 400, detail);
  }
  if (error instanceof InvalidKeyError) {
    return ours("invalid-key", "Invalid API key", 401, detail);
  }
  if (error instanceof BodyTimeoutError) {
    return ours("slow-body", "Request timeout", 408, detail);
  }
  if (error instanceof CallerGoneError) {
    // Nobody will read it, but logs and metrics show it.
    return ours("caller-gone", "Caller gone", 408, detail);
  }
  if (error instanceof BodyTooLargeError) {
    return ours("large-body", "Content too large", 413, detail);
  }
  if (error instanceof MediaTypeError) {
    return ours("media-type", "Unsupported media type", 415, detail);
  }
  if (error instanceof TooManyRequestsError) {
    return {
      ...ours("too-many-requests", "Too many requests", 429, detail),
      retry_after: error.retryAfter,
    };
  }
  if (error instanceof OverloadedError) {
    return {
      ...ours("overloaded", "Overloaded", 503, detail),
      retry_after: error.retryAfter,
    };
  }
  if (error instanceof SearchUnavailableError) {
    return ours("search-unavailable", "Search not available", 501, detail);
  }
  if (error instanceof ModelNotReadyError) {
    return {
      ...ours("model-not-ready", "Model not ready", 503, detail),
      retry_after: error.retryAfter,
    };
  }
  if (error instanceof ModelUnreachableError) {
    // Its message names a place that is for the log.
    return {
      ...ours(
        "model-unreachable",
        "Model unreachable",
        503,
        `Cannot answer: the model's files must be within reach, got none at the moment; see request ${requestId} in the log`,
      ),
      retry_after: error.retryAfter,
    };
  }
  if (error instanceof ModelClosedError) {
    return ours("model-closed", "Model closed", 503, detail);
  }
  if (error instanceof ArtifactError) {
    // Its message names files of this machine: that is for the log.
    return ours(
      "model-damaged",
      "Model damaged",
      503,
      `Cannot answer: the model must be whole, got a damaged file; see request ${requestId} in the log`,
    );
  }
  if (error instanceof HTTPException && error.status === 400) {
    return ours(
      "invalid-request",
      "Invalid request",
      400,
      `Cannot read the request: it must be well-formed, got ${detail}`,
    );
  }
  return {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    detail:
      `Cannot answer: something went wrong here; see request ${requestId} in the log`,
  };
}

/** Whether an error is ours to mend, and so for the log. */
export function isFailure(error: unknown, { status }: Problem): boolean {
  return status === 500 || error instanceof ArtifactError ||
    error instanceof ModelUnreachableError;
}

/** Answers with a problem document. */
export function problemResponse(
  c: Context<AppEnv>,
  problem: Problem,
): Response {
  const { pathname, search } = new URL(c.req.url);
  return c.body(
    JSON.stringify({
      ...problem,
      instance: (pathname + search).slice(0, 2000),
    }),
    problem.status,
    {
      "Content-Type": "application/problem+json",
      "X-Content-Type-Options": "nosniff",
    },
  );
}

function ours(
  kind: string,
  title: string,
  status: Problem["status"],
  detail: string,
): Problem {
  return { type: `urn:kindred:problem:${kind}`, title, status, detail };
}
