import { createRoute, z } from "@hono/zod-openapi";
import type { Recommender } from "@kindred/recommender";
import type { App } from "../app_env.ts";
import { countParameter, idParameter, queryParameter } from "./_parameters.ts";
import {
  foundItemsSchema,
  healthSchema,
  itemSchema,
  modelSchema,
  problemSchema,
  similarItemsSchema,
} from "./_schemas.ts";

/** Adds the JSON API to an app. */
export function addApi(app: App, recommender: Recommender): void {
  app.openapi(itemRoute, (c) => {
    const { id } = c.req.valid("param");
    const item = recommender.item(id);
    return c.json({ ...item, categories: [...item.categories] }, 200);
  });

  app.openapi(similarRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { k } = c.req.valid("query");
    const begin = performance.now();
    const found = await recommender.similarItems(id, { k });
    // In a header: a body that told the time would never equal the last one.
    const milliseconds = (performance.now() - begin).toFixed(1);
    c.header("Server-Timing", `model;dur=${milliseconds}`);
    const item = recommender.item(id);
    return c.json({
      item: { ...item, categories: [...item.categories] },
      items: found.map(({ item, score }) => {
        const { id, title, brand, price, categories } = item;
        return {
          id,
          title,
          brand,
          price,
          categories: [...categories],
          score,
        };
      }),
      k,
    }, 200);
  });

  app.openapi(searchRoute, async (c) => {
    const { q, limit } = c.req.valid("query");
    const items = await recommender.searchItems(q, { limit });
    return c.json({
      q,
      items: items.map((item) => ({
        ...item,
        categories: [...item.categories],
      })),
      limit,
    }, 200);
  });

  app.openapi(modelRoute, (c) => {
    const { itemCount, dimensions, software, sha256 } = recommender.info;
    const { metrics } = recommender;
    return c.json(
      { items: itemCount, dimensions, software, sha256, metrics },
      200,
    );
  });

  app.openapi(healthRoute, (c) => {
    const { itemCount, software, sha256 } = recommender.info;
    c.header("Cache-Control", "no-store");
    return c.json(
      { status: "ok" as const, items: itemCount, software, sha256 },
      200,
    );
  });
}

const problem = (description: string) => ({
  description,
  content: { "application/problem+json": { schema: problemSchema } },
});

const json = <S extends z.ZodType>(description: string, schema: S) => ({
  description,
  content: { "application/json": { schema } },
});

const itemRoute = createRoute({
  method: "get",
  path: "/v1/items/{id}",
  summary: "One item",
  request: { params: z.object({ id: idParameter }) },
  responses: {
    200: json("The item.", itemSchema),
    404: problem("There is no such item."),
  },
});

const similarRoute = createRoute({
  method: "get",
  path: "/v1/items/{id}/similar",
  summary: "The items that go best with one",
  request: {
    params: z.object({ id: idParameter }),
    query: z.object({
      k: countParameter({
        action: "recommend",
        name: "k",
        fallback: 10,
        description: "How many items to return at most.",
      }),
    }),
  },
  responses: {
    200: json("The items, best first.", similarItemsSchema),
    400: problem("k is out of range."),
    404: problem("There is no such item, or it was never trained."),
    503: problem("The model was closed."),
  },
});

const searchRoute = createRoute({
  method: "get",
  path: "/v1/items",
  summary: "Items by words of their title, brand or id",
  request: {
    query: z.object({
      q: queryParameter,
      limit: countParameter({
        action: "search",
        name: "limit",
        fallback: 20,
        description: "How many items to return at most.",
      }),
    }),
  },
  responses: {
    200: json("The items, best first.", foundItemsSchema),
    400: problem("q is missing, blank or too long, or limit is out of range."),
  },
});

const modelRoute = createRoute({
  method: "get",
  path: "/v1/model",
  summary: "What the model is and how good it was found to be",
  responses: { 200: json("The model.", modelSchema) },
});

const healthRoute = createRoute({
  method: "get",
  path: "/healthz",
  summary: "Whether the service can answer",
  responses: { 200: json("It can.", healthSchema) },
});
