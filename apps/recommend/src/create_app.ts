import { OpenAPIHono } from "@hono/zod-openapi";
import { expectNumber } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { Context } from "hono";
import { cors } from "hono/cors";
import { etag } from "hono/etag";
import { methodNotAllowed } from "hono/method-not-allowed";
import { secureHeaders } from "hono/secure-headers";
import { logFailure } from "./_log_failure.ts";
import {
  InvalidParameterError,
  isFailure,
  methodProblem,
  notFoundProblem,
  type Problem,
  problemOf,
  problemResponse,
} from "./_problem.ts";
import { AnswerCache } from "./answers/answer_cache.ts";
import { AnswerDesk } from "./answers/answer_desk.ts";
import { addApi } from "./api/_add_api.ts";
import { describeIssue } from "./api/_describe_issue.ts";
import type { App, AppEnv } from "./app_env.ts";
import type { AppOptions } from "./app_options.ts";
import { addDocs } from "./docs/_add_docs.tsx";
import { ApiKeys } from "./limits/api_keys.ts";
import { Gate } from "./limits/gate.ts";
import { BodyReader } from "./limits/read_body.ts";
import { AppMetrics } from "./metrics/app_metrics.ts";
import { compressAnswers } from "./middleware/_compress_answers.ts";
import { askForKey } from "./middleware/_ask_for_key.ts";
import { lendModel } from "./middleware/_lend_model.ts";
import { createRateLimiter } from "./middleware/_limit_rate.ts";
import { nameRequest } from "./middleware/_name_request.ts";
import { observe } from "./middleware/_observe.ts";
import { takeBody } from "./middleware/_take_body.ts";
import type { ModelHandle } from "./model/model_handle.ts";
import { createModelSlot } from "./model/model_slot.ts";
import { addPages } from "./pages/_add_pages.tsx";
import { errorPage } from "./pages/_error_page.tsx";

/** Bodies that may be in memory at once, in longest ones. */
const BODIES_TOGETHER = 64;

/**
 * Creates the web app of a model: API, OpenAPI document and pages.
 *
 * @param model The model to ask, or what hands out models that change. Closing it is
 * left to the caller.
 * @param options See {@linkcode AppOptions}.
 * @returns A Hono app: serve its `fetch`, or test it with its `request()`.
 * @throws {RangeError} If an option is out of range.
 */
export function createApp(
  model: Recommender | ModelHandle,
  options: AppOptions = {},
): App {
  const { title = "Kindred", onError = logFailure, apiKeys } = options;
  const { pages = apiKeys === undefined } = options;
  const handle = "acquire" in model
    ? model
    : createModelSlot({ recommender: model, source: null });
  const { cache, gate, bodies } = createLimits(options);
  const metrics = new AppMetrics({ cache, gate, bodies, handle });
  const limiter = options.rateLimit && createRateLimiter(options.rateLimit);
  const app = new OpenAPIHono<AppEnv>({
    async defaultHook(result, c) {
      if (result.success) return;
      const isBody = result.target === "json";
      const { place, message } = describeIssue(
        result.error.issues[0]!,
        isBody ? await c.req.json() : {},
        isBody ? "the body" : "the query",
      );
      throw new InvalidParameterError(place, message);
    },
  });

  app.use(nameRequest());
  app.use(observe(metrics, options.onRequest));
  const protect = protectPages();
  app.use((c, next) => isPlainJson(c.req.path) ? next() : protect(c, next));
  const compresses = options.compress !== false &&
    "CompressionStream" in globalThis;
  if (compresses) app.use(compressAnswers());
  if (options.corsOrigins !== undefined) addCors(app, options.corsOrigins);

  const respond = (c: Context<AppEnv>, problem: Problem) => {
    c.header("Cache-Control", "no-store");
    if (problem.retry_after !== undefined) {
      c.header("Retry-After", String(problem.retry_after));
    }
    if (problem.status === 401) c.header("WWW-Authenticate", "Bearer");
    return pages && wantsPage(c)
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
    if (isFailure(error, problem)) {
      onError(error, { requestId, method: c.req.method, path: c.req.path });
    }
    return respond(c, problem);
  });

  app.use(lendModel(handle, gate));
  if (apiKeys !== undefined) {
    const ask = askForKey(new ApiKeys(apiKeys));
    for (const path of ["/v1/*", "/metrics"]) app.use(path, ask);
  }
  if (limiter !== undefined) {
    const { handler } = limiter;
    app.use((c, next) =>
      FREE_PATHS.has(c.req.path) ? next() : handler(c, next)
    );
  }
  const desk = new AnswerDesk(
    cache,
    apiKeys === undefined ? "public" : "private",
    compresses,
  );
  app.use("/v1/*", desk.answerAgain);
  for (const path of ["/style.css", "/app.js", "/docs.css"]) {
    app.use(path, etag(), keepForAMinute);
  }

  addApi(app, {
    desk,
    takeBody: takeBody(bodies),
    onBatch: (c, more) => limiter?.chargeItems(c, more),
    handle,
    metricsText: () => metrics.text(),
  });
  if (pages) addPages(app, { title, exampleIds: options.exampleIds });
  addDocs(app, { title, hasKeys: apiKeys !== undefined, hasPages: pages });
  return app;
}

/** Paths that cost nothing, and that whoever runs the service must reach. */
const FREE_PATHS: ReadonlySet<string> = new Set([
  "/healthz",
  "/readyz",
  "/metrics",
  "/style.css",
  "/app.js",
  "/docs.css",
]);

/** Returns what keeps memory bounded whatever is asked. */
function createLimits(options: AppOptions) {
  const {
    cacheBytes = 2 ** 25,
    maxRunning = 8,
    maxQueue = 256,
    maxBodyBytes = 2 ** 20,
    bodySeconds = 10,
  } = options;
  const action = "create the app";
  expectNumber(action, "cacheBytes", cacheBytes, { min: 0 });
  expectNumber(action, "maxRunning", maxRunning, { min: 1, whole: true });
  expectNumber(action, "maxQueue", maxQueue, { min: 0, whole: true });
  expectNumber(action, "maxBodyBytes", maxBodyBytes, { min: 1, whole: true });
  expectNumber(action, "bodySeconds", bodySeconds, { min: 0, above: true });
  return {
    cache: new AnswerCache({ mostBytes: cacheBytes }),
    gate: new Gate({ most: maxRunning, mostWaiting: maxQueue }),
    bodies: new BodyReader({
      mostBytes: maxBodyBytes,
      mostBytesTogether: BODIES_TOGETHER * maxBodyBytes,
      seconds: bodySeconds,
    }),
  };
}

/** Whether a path is answered with JSON alone, of which no browser makes a page. */
function isPlainJson(path: string): boolean {
  return path.startsWith("/v1/") || path === "/healthz" || path === "/readyz";
}

/** Forbids pages whatever they do not need. */
function protectPages() {
  return secureHeaders({
    // A service cannot know whether all of its host is served with TLS.
    strictTransportSecurity: false,
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      scriptSrc: ["'self'"],
      connectSrc: ["'self'"],
      imgSrc: ["'self'", "data:"],
      formAction: ["'self'"],
      baseUri: ["'none'"],
      frameAncestors: ["'none'"],
    },
  });
}

/** Lets pages of other origins ask the API. */
function addCors(app: App, origins: readonly string[]): void {
  const handler = cors({
    origin: origins.includes("*") ? "*" : [...origins],
    allowMethods: ["GET", "HEAD", "POST"],
    allowHeaders: [
      "Authorization",
      "Content-Type",
      "X-API-Key",
      "X-Request-Id",
    ],
    exposeHeaders: ["ETag", "Retry-After", "Server-Timing", "X-Request-Id"],
    maxAge: 86_400,
  });
  for (const path of ["/v1/*", "/openapi.json"]) app.use(path, handler);
}

/** Lets a file be kept for a minute; after that its ETag is compared. */
async function keepForAMinute(
  c: Context<AppEnv>,
  next: () => Promise<void>,
): Promise<void> {
  await next();
  if (c.res.ok) c.header("Cache-Control", "public, max-age=60");
}

/** Paths of pages, on which errors are pages too. */
const PAGE_PATH = /^\/($|items\/|basket$|model$)/;

/** Whether an error is to be shown as a page: on pages, and where a browser is lost. */
function wantsPage(c: Context<AppEnv>): boolean {
  const { path } = c.req;
  if (PAGE_PATH.test(path)) return true;
  if (path.startsWith("/v1/")) return false;
  return c.req.header("Accept")?.includes("text/html") ?? false;
}
