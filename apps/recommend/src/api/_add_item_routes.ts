import { createRoute, z } from "@hono/zod-openapi";
import type { ModelItem } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { App } from "../app_env.ts";
import type { AnswerDesk } from "../answers/answer_desk.ts";
import { jsonText } from "../answers/send_json.ts";
import { answerPlainQuestion } from "./_answer_plain_question.ts";
import { type ListOf, readCursor, writeCursor } from "./_cursor.ts";
import { idParameter, numberParameter, queryParameter } from "./_parameters.ts";
import { json, problem, REFUSALS } from "./_responses.ts";
import { optionsOfQuery, ruleParameters } from "./_rules.ts";
import { itemPageSchema, itemSchema, similarItemsSchema } from "./_schemas.ts";
import { itemJson, similarJson } from "./_similar_json.ts";

/** How many found items can be walked through: none looks at more. */
const MOST_FOUND = 10_000;

type ItemAnswer = z.input<typeof itemSchema>;

/** Adds the routes about items. */
export function addItemRoutes(app: App, desk: AnswerDesk): void {
  app.openapi(itemRoute, async (c) => {
    const { id } = c.req.valid("param");
    const { recommender } = await c.get("model")();
    const json = jsonText(itemJson(await recommender.item(id)));
    return desk.send<ItemAnswer>(c, recommender, json);
  });

  app.openapi(itemsRoute, async (c) => {
    const { q, cursor, limit } = c.req.valid("query");
    const { recommender } = await c.get("model")();
    const list: ListOf = { info: recommender.info, query: q ?? "" };
    const offset = cursor === undefined ? 0 : readCursor(cursor, list);
    return await desk.answer(c, null, async (recommender) => {
      // One more than wanted tells whether there is a next page.
      const found = await itemsFrom(recommender, q, offset, limit + 1);
      return {
        items: found.slice(0, limit).map(itemJson),
        limit,
        next_cursor: found.length > limit &&
            (q === undefined || offset + 2 * limit < MOST_FOUND)
          ? writeCursor(offset + limit, list)
          : null,
      };
    });
  });

  app.get("/v1/items/:id/similar", answerPlainQuestion(desk));
  app.openapi(similarRoute, async (c) => {
    const { id } = c.req.valid("param");
    const options = optionsOfQuery(c.req.valid("query"));
    return await desk.answer(c, null, async (recommender) => {
      const found = await recommender.similarItems(id, options);
      const item = await recommender.item(id);
      return { item: itemJson(item), ...similarJson(found, options.k!) };
    });
  });
}

function itemsFrom(
  recommender: Recommender,
  query: string | undefined,
  offset: number,
  limit: number,
): Promise<ModelItem[]> {
  return query === undefined
    ? recommender.listItems({ offset, limit })
    : recommender.searchItems(query, { offset, limit });
}

const itemRoute = createRoute({
  method: "get",
  path: "/v1/items/{id}",
  operationId: "getItem",
  summary: "One item",
  request: { params: z.object({ id: idParameter }) },
  responses: {
    200: json("The item.", itemSchema),
    400: problem("The id is too long."),
    404: problem("There is no such item."),
    ...REFUSALS,
  },
});

const itemsRoute = createRoute({
  method: "get",
  path: "/v1/items",
  operationId: "findItems",
  summary: "Items by words of their title, brand or id, or all of them",
  request: {
    query: z.strictObject({
      q: queryParameter,
      cursor: z.string({
        error: "Cannot search: cursor must be given once, got several",
      }).optional().openapi({
        param: { name: "cursor", in: "query", required: false },
        type: "string",
        description: "The next_cursor of the items before, for the same q.",
      }),
      limit: numberParameter({
        action: "search",
        name: "limit",
        range: { min: 1, max: 100, whole: true },
        fallback: 20,
        description: "How many items to return at most.",
        example: 5,
      }),
    }),
  },
  responses: {
    200: json("The items, best first.", itemPageSchema),
    400: problem("A parameter is not as it must be."),
    501: problem(
      "The model has no index of words, and too many items to search them without.",
    ),
    ...REFUSALS,
  },
});

const similarRoute = createRoute({
  method: "get",
  path: "/v1/items/{id}/similar",
  operationId: "similarItems",
  summary: "The items that go best with one",
  request: {
    params: z.object({ id: idParameter }),
    query: z.strictObject(ruleParameters),
  },
  responses: {
    200: json("The items, best first.", similarItemsSchema),
    400: problem("A parameter is not as it must be."),
    404: problem("There is no such item, or it was never trained."),
    ...REFUSALS,
  },
});
