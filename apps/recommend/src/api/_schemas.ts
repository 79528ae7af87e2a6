import { z } from "@hono/zod-openapi";

const product = {
  id: z.string().openapi({ example: "PANTRY0001" }),
  title: z.string().nullable().openapi({ example: "Basmati rice" }),
  brand: z.string().nullable(),
  price: z.number().nullable().openapi({
    description: "In the catalogue's currency.",
  }),
  categories: z.array(z.string()).openapi({
    description: "Paths from general to special.",
    example: ["Grocery > Spices"],
  }),
};

/** One item. */
export const itemSchema = z.object({
  ...product,
  pairs: z.int().openapi({
    description: "Training pairs that hold the item; 0 means untrained.",
  }),
}).openapi("Item");

const whySchema = z.object({
  probability: z.number().nullable().openapi({
    description: "Probability before boosts; null where it is not known.",
  }),
  known: z.array(z.object({ id: z.string(), weight: z.number() })).openapi({
    description:
      "Items asked about that a training pair joins to it, with the pair's weight.",
  }),
  shared: z.array(
    z.object({ id: z.string(), title: z.string().nullable() }),
  ).openapi({
    description: "What goes well with it and with what was asked about.",
  }),
  rules: z.array(z.discriminatedUnion("rule", [
    z.object({ rule: z.literal("pinned") }),
    z.object({ rule: z.literal("boosted"), factor: z.number() }),
    z.object({ rule: z.literal("buried"), factor: z.number() }),
    z.object({ rule: z.literal("diversified"), places: z.int() }),
  ])).openapi({ description: "What rules did to it." }),
}).openapi("Why");

/** One item of an answer. */
const similarItemSchema = z.object({
  ...product,
  score: z.number().nullable().openapi({
    description:
      "Probability in [0, 1] that it goes with what was asked about, after boosts; null where it is not known of a pinned item.",
  }),
  why: whySchema.optional().openapi({
    description: "Only where an explanation was asked for.",
  }),
}).openapi("SimilarItem");

const answer = {
  items: z.array(similarItemSchema).openapi({
    description: "Pinned ones, then the others, best first.",
  }),
  k: z.int().openapi({ description: "How many were asked for." }),
  skipped: z.array(z.string()).openapi({
    description:
      "Ids asked about that were left out: unknown or untrained ones.",
  }),
  exact: z.boolean().openapi({
    description: "Whether these are the best there are.",
  }),
  complete: z.boolean().openapi({
    description: "Whether there are k of them, or no more.",
  }),
  engine: z.string().openapi({
    description: "What found them.",
    example: "lists",
  }),
  diversity_by: z.string().nullable().openapi({
    description: "By what they were compared for diversity.",
  }),
};

/** What goes with a basket. */
export const recommendationSchema = z.object(answer).openapi("Recommendation");

/** What goes with one item. */
export const similarItemsSchema = z.object({ item: itemSchema, ...answer })
  .openapi("SimilarItems");

/** A page of items. */
export const itemPageSchema = z.object({
  items: z.array(itemSchema).openapi({ description: "Best first." }),
  limit: z.int().openapi({ description: "How many were asked for." }),
  next_cursor: z.string().nullable().openapi({
    description: "What to ask with for the items that follow; null at the end.",
  }),
}).openapi("ItemPage");

/** What the model is. */
export const modelSchema = z.object({
  items: z.int().openapi({ description: "How many items it holds." }),
  trained_items: z.int().openapi({
    description: "How many of them can be recommended.",
  }),
  dimensions: z.int().openapi({ description: "Numbers in an item's vector." }),
  engines: z.array(z.string()).openapi({ description: "What can answer." }),
  software: z.string().openapi({ example: "kindred 0.1.0" }),
  sha256: z.string().nullable().openapi({
    description: "sha256 of its manifest in hex.",
  }),
  metrics: z.unknown().openapi({
    description: "The evaluator's metrics, or null.",
    type: ["object", "null"],
  }),
  precisions: z.unknown().openapi({
    description: "What each precision costs and loses, or null.",
    type: ["object", "array", "null"],
  }),
  card: z.string().nullable().openapi({
    description: "Its card as Markdown, or null.",
  }),
}).openapi("Model");

/** That the service is alive. */
export const healthSchema = z.object({ status: z.literal("ok") })
  .openapi("Health");

/** Whether the service can answer. */
export const readinessSchema = z.object({
  status: z.enum(["ready", "not ready"]),
  model: z.object({
    items: z.int(),
    software: z.string(),
    sha256: z.string().nullable(),
  }).nullable(),
  loads: z.int().openapi({
    description: "How many models have begun to answer so far.",
  }),
  failures: z.int().openapi({ description: "How many could not be loaded." }),
  last_failure: z.string().nullable().openapi({
    description:
      "Why the last one could not be loaded: the one before goes on; null once one could.",
  }),
}).openapi("Readiness");

/** An error, RFC 9457. */
export const problemSchema = z.object({
  type: z.string().openapi({ example: "urn:kindred:problem:unknown-item" }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  nearest_ids: z.array(z.string()).optional().openapi({
    description: "Of an unknown item: known ids spelled alike, nearest first.",
  }),
  parameter: z.string().optional().openapi({
    description: "Of an invalid parameter or body: where it is wrong.",
  }),
  retry_after: z.int().optional().openapi({
    description: "After how many seconds to try again.",
  }),
}).openapi("Problem");

/** One answer of a batch. */
const batchAnswerSchema = z.object({
  id: z.string(),
  items: z.array(z.object({
    id: z.string(),
    score: z.number().nullable(),
  })).optional().openapi({ description: "Best first." }),
  problem: z.object({
    type: z.string(),
    title: z.string(),
    detail: z.string(),
  }).optional().openapi({ description: "Why there is no answer." }),
});

/** The answers to a batch. */
export const batchAnswersSchema = z.object({
  k: z.int(),
  answers: z.array(batchAnswerSchema).openapi({
    description: "One for each id, in the same order.",
  }),
}).openapi("BatchAnswers");
