import { createRoute, z } from "@hono/zod-openapi";
import type {
  Basket,
  Recommender,
  SimilarItemsOptions,
} from "@kindred/recommender";
import type { MiddlewareHandler } from "hono";
import type { App, AppEnv } from "../app_env.ts";
import { problemOf } from "../_problem.ts";
import type { AnswerDesk } from "../answers/answer_desk.ts";
import { BODY_REFUSALS, json, problem, REFUSALS } from "./_responses.ts";
import { optionsOfBody, ruleFields, textSchema } from "./_rules.ts";
import { batchAnswersSchema, recommendationSchema } from "./_schemas.ts";
import { similarJson } from "./_similar_json.ts";

/** The rules of a batch: ids and scores are all that it returns. */
const { explain: _, ...batchRuleFields } = ruleFields;

/** How many items a basket and a batch may have. */
const MOST = { basket: 1000, batch: 1000 } as const;

/** Questions of a batch that are asked at once. */
const BATCH_WIDTH = 8;

/** What these routes need beside the app. */
export interface BasketRouteParts {
  /** Gives the answers. */
  desk: AnswerDesk;
  /** Reads the body before the route sees it. */
  takeBody: MiddlewareHandler<AppEnv>;
  /** Told how many items a batch has beyond one. */
  onBatch: (c: Parameters<MiddlewareHandler<AppEnv>>[0], more: number) => void;
}

/** Adds the routes that take a body. */
export function addBasketRoutes(
  app: App,
  { desk, takeBody, onBatch }: BasketRouteParts,
): void {
  app.use(recommendRoute.path, takeBody);
  app.openapi(recommendRoute, async (c) => {
    const { basket, k, ...rules } = c.req.valid("json");
    const options = { k, ...optionsOfBody(rules) };
    const question = JSON.stringify(["recommend", basket, options]);
    return await desk.answer(c, question, async (recommender) => {
      const found = await recommender.similarItems(basket as Basket, options);
      return similarJson(found, k);
    });
  });

  app.use(batchRoute.path, takeBody);
  app.openapi(batchRoute, async (c) => {
    const { ids, k, ...rules } = c.req.valid("json");
    onBatch(c, ids.length - 1);
    const options = { k, ...optionsOfBody(rules) };
    const question = JSON.stringify(["batch", ids, options]);
    return await desk.answer(c, question, async (recommender) => ({
      k,
      answers: await answersTo(ids, options, recommender),
    }));
  });
}

async function answersTo(
  ids: readonly string[],
  options: SimilarItemsOptions,
  recommender: Recommender,
): Promise<z.input<typeof batchAnswersSchema>["answers"]> {
  const answers = new Array<BatchAnswer>(ids.length);
  const questions = ids.entries();
  const worker = async () => {
    for (const [place, id] of questions) {
      answers[place] = await answerTo(id, options, recommender);
    }
  };
  await Promise.all(Array.from({ length: BATCH_WIDTH }, worker));
  return answers;
}

type BatchAnswer = z.input<typeof batchAnswersSchema>["answers"][number];

async function answerTo(
  id: string,
  options: SimilarItemsOptions,
  recommender: Recommender,
): Promise<BatchAnswer> {
  try {
    const { items } = await recommender.similarItems(id, options);
    return {
      id,
      items: items.map(({ item, score }) => ({ id: item.id, score })),
    };
  } catch (error) {
    const { status, type, title, detail } = problemOf(error, "");
    // Only that the item is not there concerns one item alone.
    if (status !== 404) throw error;
    return { id, problem: { type, title, detail } };
  }
}

const recommendRoute = createRoute({
  method: "post",
  path: "/v1/recommend",
  operationId: "recommend",
  summary: "The items that go best with a basket, by your rules",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({
            basket: z.array(
              z.union([
                textSchema,
                z.strictObject({
                  id: textSchema,
                  weight: z.number().positive().optional().openapi({
                    description: "What it counts beside the others.",
                    default: 1,
                  }),
                }),
              ], { error: "must be an id, or an object with id and weight" }),
            ).min(1).max(MOST.basket).openapi({
              description: "Ids, or ids with weights.",
            }),
            k: z.int().min(1).max(1000).default(10).openapi({
              description: "How many items to return at most.",
            }),
            ...ruleFields,
          }).openapi("RecommendRequest"),
          examples: {
            basket: {
              summary: "A basket of two items",
              value: { basket: ["PANTRY0001", "PANTRY0002"], k: 5 },
            },
            weights: {
              summary: "One item counts twice, and why is asked",
              value: {
                basket: [{ id: "PANTRY0001", weight: 2 }, "PANTRY0002"],
                k: 5,
                explain: true,
              },
            },
            rules: {
              summary: "Rules of a shop",
              value: {
                basket: ["PANTRY0001"],
                k: 5,
                filter: { price: { max: 20 } },
                boost: [{ filter: { price: { max: 5 } }, factor: 2 }],
                pin: ["PANTRY0003"],
                exclude: ["PANTRY0002"],
                at_most: { brand: 2 },
                diversity: 0.3,
                min_score: 0.01,
              },
            },
          },
        },
      },
    },
  },
  responses: {
    200: json("The items, best first.", recommendationSchema),
    404: problem("No item of the basket is known, or none was trained."),
    ...BODY_REFUSALS,
    ...REFUSALS,
  },
});

const batchRoute = createRoute({
  method: "post",
  path: "/v1/batch",
  operationId: "batch",
  summary: "The items that go best with each of many, ids and scores only",
  request: {
    body: {
      required: true,
      content: {
        "application/json": {
          schema: z.strictObject({
            ids: z.array(textSchema).min(1).max(MOST.batch).openapi({
              description: "Ids of the items.",
            }),
            k: z.int().min(1).max(100).default(10).openapi({
              description: "How many items to return for each at most.",
            }),
            ...batchRuleFields,
          }).openapi("BatchRequest"),
          examples: {
            batch: {
              summary: "Two items, and one that nobody knows",
              value: { ids: ["PANTRY0001", "PANTRY0002", "unknown"], k: 3 },
            },
          },
        },
      },
    },
  },
  responses: {
    200: json("An answer for each, in the same order.", batchAnswersSchema),
    ...BODY_REFUSALS,
    ...REFUSALS,
  },
});
