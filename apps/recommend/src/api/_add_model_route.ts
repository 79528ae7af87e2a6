import { createRoute } from "@hono/zod-openapi";
import { MODEL_FILES } from "@kindred/core";
import type { ModelSource } from "@kindred/recommender";
import type { JSONValue } from "hono/utils/types";
import type { App } from "../app_env.ts";
import type { ServedModel } from "../model/model_handle.ts";
import type { AnswerDesk } from "../answers/answer_desk.ts";
import { json, REFUSALS } from "./_responses.ts";
import { modelSchema } from "./_schemas.ts";

/** The longest text of a model that is shown, in bytes. */
const LONGEST_FILE = 2 ** 20;

/** Adds the route about the model. */
export function addModelRoute(app: App, desk: AnswerDesk): void {
  app.openapi(modelRoute, async (c) => {
    const model = await c.get("model")();
    return await desk.answer(c, null, () => modelJson(model));
  });
}

async function modelJson({ recommender, source }: ServedModel) {
  const { info, metrics } = recommender;
  const precisions = await textOf(source, MODEL_FILES.precision);
  return {
    items: info.itemCount,
    trained_items: info.trainedCount,
    dimensions: info.dimensions,
    engines: [...info.engines],
    software: info.software,
    sha256: info.sha256,
    metrics: metrics as JSONValue,
    precisions: precisions === null
      ? null
      : JSON.parse(precisions) as JSONValue,
    card: await textOf(source, MODEL_FILES.card),
  };
}

async function textOf(
  source: ModelSource | null,
  name: string,
): Promise<string | null> {
  const bytes = await source?.size(name) ?? null;
  if (bytes === null || bytes > LONGEST_FILE) return null;
  return new TextDecoder().decode(await source!.read(name, 0, bytes));
}

const modelRoute = createRoute({
  method: "get",
  path: "/v1/model",
  operationId: "getModel",
  summary: "What the model is and how good it was found to be",
  responses: { 200: json("The model.", modelSchema), ...REFUSALS },
});
