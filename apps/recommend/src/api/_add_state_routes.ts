import { createRoute, z } from "@hono/zod-openapi";
import type { App } from "../app_env.ts";
import { sendJson } from "../answers/send_json.ts";
import type { ModelHandle } from "../model/model_handle.ts";
import { json } from "./_responses.ts";
import { healthSchema, readinessSchema } from "./_schemas.ts";

/** What these routes need beside the app. */
export interface StateRouteParts {
  /** The model. */
  handle: ModelHandle;
  /** Writes the metrics as text. */
  metricsText: () => string;
}

/** Adds the routes for whoever runs the service. */
export function addStateRoutes(
  app: App,
  { handle, metricsText }: StateRouteParts,
): void {
  app.openapi(healthRoute, (c) => sendJson(c, { status: "ok" as const }));

  app.openapi(readinessRoute, (c) => {
    const { model, loads, failures, lastFailure } = handle.status;
    const { itemCount, software, sha256 } = model?.recommender.info ?? {};
    const readiness = {
      model: model && {
        items: itemCount!,
        software: software!,
        sha256: sha256!,
      },
      loads,
      failures,
      last_failure: lastFailure,
    };
    return model === null
      ? sendJson(c, { status: "not ready" as const, ...readiness }, 503)
      : sendJson(c, { status: "ready" as const, ...readiness });
  });

  app.openapi(metricsRoute, (c) =>
    c.text(metricsText(), 200, {
      "Content-Type": "text/plain; version=0.0.4; charset=utf-8",
    }));
}

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  operationId: "health",
  summary: "Whether the service is alive",
  responses: { 200: json("It is.", healthSchema) },
});

const readinessRoute = createRoute({
  method: "get",
  path: "/readyz",
  operationId: "readiness",
  summary: "Whether there is a model that answers",
  responses: {
    200: json("There is.", readinessSchema),
    503: json("There is none.", readinessSchema),
  },
});

const metricsRoute = createRoute({
  method: "get",
  path: "/metrics",
  operationId: "metrics",
  summary: "Counters and latencies for Prometheus",
  responses: {
    200: {
      description: "Text in the format of Prometheus.",
      content: { "text/plain": { schema: z.string() } },
    },
  },
});
