import { UnknownItemError, UntrainedItemError } from "@kindred/core";
import { ModelClosedError } from "@kindred/recommender";
import type { Context } from "hono";
import type { AppEnv } from "./app_env.ts";

/** An error as RFC 9457 describes it; further members are allowed. */
export interface Problem {
  /** What kind of problem it is: a URN of ours, or `about:blank`. */
  type: string;
  /** The kind in words, the same for each occurrence. */
  title: string;
  /** The HTTP status. */
  status: 400 | 404 | 405 | 500 | 503;
  /** What is wrong this time. */
  detail: string;
  /** More, by kind: `nearest_ids`, `parameter`, `allow`. */
  [member: string]: string | number | readonly string[];
}

/** Thrown when a parameter of a request is wrong. */
export class InvalidParameterError extends Error {
  /** Always `"InvalidParameterError"`. */
  override readonly name = "InvalidParameterError";
  /** Which one it is, such as `k`. */
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

/** The problem of a path that leads nowhere. */
export function notFoundProblem(path: string): Problem {
  return {
    type: "about:blank",
    title: "Not Found",
    status: 404,
    detail: `Cannot answer: the path must be one of ours, got ${path}`,
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
  if (error instanceof UnknownItemError) {
    return {
      type: "urn:kindred:problem:unknown-item",
      title: "Unknown item",
      status: 404,
      detail: error.message,
      nearest_ids: error.similarIds,
    };
  }
  if (error instanceof UntrainedItemError) {
    return {
      type: "urn:kindred:problem:untrained-item",
      title: "Untrained item",
      status: 404,
      detail: error.message,
    };
  }
  if (error instanceof InvalidParameterError) {
    return {
      type: "urn:kindred:problem:invalid-parameter",
      title: "Invalid parameter",
      status: 400,
      detail: error.message,
      parameter: error.parameter,
    };
  }
  if (error instanceof ModelClosedError) {
    return {
      type: "urn:kindred:problem:model-closed",
      title: "Model closed",
      status: 503,
      detail: error.message,
    };
  }
  return {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    detail:
      `Cannot answer: something went wrong here; see request ${requestId} in the log`,
  };
}

/** Answers with a problem document. */
export function problemResponse(
  c: Context<AppEnv>,
  problem: Problem,
): Response {
  const { pathname, search } = new URL(c.req.url);
  return c.body(
    JSON.stringify({ ...problem, instance: pathname + search }),
    problem.status,
    { "Content-Type": "application/problem+json" },
  );
}
