import { ArtifactError } from "@kindred/core";
import { openModel } from "@kindred/recommender";
import { logFailure } from "../_log_failure.ts";
import type { App } from "../app_env.ts";
import { createApp } from "../create_app.ts";
import { createLazyModel, type LazyModel } from "../model/lazy_model.ts";
import type { ServedModel } from "../model/model_handle.ts";
import { EDGE_DEFAULTS, type EdgeOptions } from "./edge_options.ts";
import { openPlace } from "./open_place.ts";
import { readEnvironment } from "./read_environment.ts";

/** What a platform tells of the life of a request. */
export interface EdgeContext {
  /** Lets work go on after the answer, or after the caller has gone. */
  waitUntil?(work: Promise<unknown>): void;
}

/** Answers requests on a platform that starts programs for them. */
export interface EdgeHandler {
  /**
   * Answers a request; never rejects.
   *
   * @param request The request.
   * @param env What the platform hands over: settings and bindings on Workers, the
   * connection on Deno.
   * @param context The platform's own, or the event of a service worker.
   */
  fetch(
    request: Request,
    env?: object,
    context?: EdgeContext,
  ): Promise<Response>;
  /** Closes the model, if it was loaded, after its last answer. */
  close(): Promise<void>;
}

/** How old a model must be in ms to be loaded anew when a file of it is damaged. */
const RENEW_AGE = 60_000;

/**
 * Creates what answers requests over a model that the first of them loads: for
 * Workers (`export default createEdgeHandler()`), Deno Deploy
 * (`Deno.serve(handler.fetch)`) and service workers. It needs no file system, no
 * native add-on and no WebAssembly: answers come from neighbour lists.
 *
 * Nothing is read before the first request. Concurrent first requests share one load;
 * after one that failed the answer is 503 with `Retry-After` until the next try.
 *
 * @param options See {@linkcode EdgeOptions}.
 */
export function createEdgeHandler(options: EdgeOptions = {}): EdgeHandler {
  let service: Service | undefined;
  const respond = async (request: Request, env: object): Promise<Response> => {
    try {
      service ??= createService({
        ...EDGE_DEFAULTS,
        ...readEnvironment(options.env ?? env as Record<string, unknown>),
        ...options,
      });
    } catch (error) {
      return refuse(request, error);
    }
    // A probe waits for the model instead of being told for ever that none was asked.
    if (new URL(request.url).pathname === "/readyz") {
      await service.model.acquire().then((lease) => lease.release(), () => {});
    }
    return await service.app.fetch(request, addressIn(env));
  };
  return {
    fetch(request, env = {}, context) {
      const answer = respond(request, env);
      // Others may wait for what this request loads, even when its caller has gone.
      context?.waitUntil?.(answer.catch(() => {}));
      return answer;
    },
    close: () => service?.model.close() ?? Promise.resolve(),
  };
}

/** An app, and the model that it asks. */
interface Service {
  app: App;
  model: LazyModel;
}

function createService(options: EdgeOptions): Service {
  const { onError = logFailure, retrySeconds } = options;
  let loadedAt = 0;
  const model = createLazyModel(async () => {
    const loaded = await load(options);
    loadedAt = Date.now();
    return loaded;
  }, {
    ...retrySeconds === undefined ? {} : { retrySeconds },
    onFailure: logLoadFailure,
  });
  const app = createApp(model, {
    ...options,
    onError(error, request) {
      // Another model may have been put in the place of this one.
      const isOld = Date.now() - loadedAt > RENEW_AGE;
      if (error instanceof ArtifactError && isOld) model.renew();
      onError(error, request);
    },
  });
  return { app, model };
}

async function load(
  { model, modelPrefix = "", onnx, cacheSize, maxSearchItems }: EdgeOptions,
): Promise<ServedModel> {
  const source = openPlace(model, modelPrefix);
  const recommender = await openModel(source, {
    ...onnx === undefined ? {} : { onnx },
    ...cacheSize === undefined ? {} : { cacheSize },
    ...maxSearchItems === undefined ? {} : { maxSearchItems },
  });
  return { recommender, source };
}

/** What limits of the rate go by, where the platform tells it by itself: Deno does. */
function addressIn(env: object): { remoteAddress?: string } {
  const { remoteAddr } = env as { remoteAddr?: { hostname?: unknown } };
  const hostname = remoteAddr?.hostname;
  return typeof hostname === "string" ? { remoteAddress: hostname } : {};
}

function logLoadFailure(error: unknown): void {
  // deno-lint-ignore no-console -- whoever runs it has no other place to look
  console.error("The model could not be loaded:", error);
}

/** Answers where settings are wrong; what they are is for the log. */
function refuse(request: Request, error: unknown): Response {
  // deno-lint-ignore no-console -- whoever runs it has no other place to look
  console.error("The settings cannot be used:", error);
  const problem = {
    type: "about:blank",
    title: "Internal Server Error",
    status: 500,
    detail:
      "Cannot answer: the settings must be as documented, got others; see the log",
    instance: new URL(request.url).pathname.slice(0, 2000),
  };
  return new Response(JSON.stringify(problem), {
    status: 500,
    headers: {
      "Cache-Control": "no-store",
      "Content-Type": "application/problem+json",
    },
  });
}
