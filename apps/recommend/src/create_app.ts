import { OpenAPIHono } from "@hono/zod-openapi";
import { VERSION } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { Context } from "hono";
import { etag } from "hono/etag";
import { methodNotAllowed } from "hono/method-not-allowed";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import type { AppEnv } from "./app_env.ts";
import {
  InvalidParameterError,
  methodProblem,
  notFoundProblem,
  type Problem,
  problemOf,
  problemResponse,
} from "./_problem.ts";
import { addApi } from "./api/_add_api.ts";
import { addPages } from "./pages/_add_pages.tsx";
import { errorPage } from "./pages/_error_page.tsx";

/** A request during which something unexpected was thrown. */
export interface FailedRequest {
  /** Its `X-Request-Id`, which the caller was told. */
  requestId: string;
  /** Its method, such as `GET`. */
  method: string;
  /** Its path, without the query. */
  path: string;
}

/** Settings of {@linkcode createApp}. */
export interface AppOptions {
  /**
   * What the pages are headed with.
   *
   * @default "Kindred"
   */
  title?: string;
  /**
   * Ids of items to begin with on the first page; unknown ones are left out.
   *
   * @default the eight items of most training pairs
   */
  exampleIds?: readonly string[];
  /**
   * Told of every error that is answered with status 500.
   *
   * @default writes it to the console, as one error with its stack
   */
  onError?: (error: unknown, request: FailedRequest) => void;
}

/**
 * Creates the web app of a recommender: API, OpenAPI document and pages.
 *
 * @param recommender The model to ask. Closing it is left to the caller.
 * @param options See {@linkcode AppOptions}.
 * @returns A Hono app: serve its `fetch`, or test it with its `request()`.
 */
export function createApp(
  recommender: Recommender,
  options: AppOptions = {},
): OpenAPIHono<AppEnv> {
  const { title = "Kindred", onError = logToConsole } = options;
  const app = new OpenAPIHono<AppEnv>({
    defaultHook(result) {
      if (result.success) return;
      const { path, message } = result.error.issues[0]!;
      throw new InvalidParameterError(path.join("."), message);
    },
  });

  app.use(requestId());
  app.use(secureHeaders({
    // A service cannot know whether all of its host is served with TLS.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["data:"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  }));
  app.use("/v1/*", etag(), cacheAnswers);
  app.use("/style.css", etag(), cacheAnswers);

  const respond = (c: Context<AppEnv>, problem: Problem) => {
    c.header("Cache-Control", "no-store");
    return wantsPage(c)
      ? errorPage(c, { title, problem })
      : problemResponse(c, problem);
  };
  app.use(methodNotAllowed({
    app,
    onMethodNotAllowed(c, allow) {
      c.header("Allow", allow.join(", "));
      return respond(c, methodProblem(c.req.method, allow));
    },
  }));
  app.notFound((c) => respond(c, notFoundProblem(c.req.path)));
  app.onError((error, c) => {
    // Unset if what failed is the middleware that sets it.
    const requestId = c.get("requestId") ?? "";
    const problem = problemOf(error, requestId);
    if (problem.status === 500) {
      onError(error, { requestId, method: c.req.method, path: c.req.path });
    }
    return respond(c, problem);
  });

  addApi(app, recommender);
  addPages(app, recommender, { title, exampleIds: options.exampleIds });
  app.doc31("/openapi.json", {
    openapi: "3.1.0",
    info: {
      title,
      version: VERSION,
      description: "Items that go together, from a Kindred model.",
    },
  });
  return app;
}

/** Lets answers be kept for a minute; after that their ETag is compared. */
async function cacheAnswers(
  c: Context<AppEnv>,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  if (c.res.ok) c.header("Cache-Control", "public, max-age=60");
}

/** Whether an error is to be shown as a page: on pages, and where a browser is lost. */
function wantsPage(c: Context<AppEnv>): boolean {
  const { path } = c.req;
  if (path === "/" || path.startsWith("/items/")) return true;
  if (path.startsWith("/v1/")) return false;
  return c.req.header("Accept")?.includes("text/html") ?? false;
}

function logToConsole(error: unknown, request: FailedRequest): void {
  // deno-lint-ignore no-console -- an app that says nothing of its failures cannot be run
  console.error(
    `${request.method} ${request.path}, request ${request.requestId}:`,
    error,
  );
}
