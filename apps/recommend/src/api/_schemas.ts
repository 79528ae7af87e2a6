import { z } from "@hono/zod-openapi";

const product = {
  id: z.string().openapi({ example: "B0009RF9DW" }),
  title: z.string().nullable().openapi({ example: "Saffron threads" }),
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

/** One item of an answer. */
export const similarItemSchema = z.object({
  ...product,
  score: z.number().openapi({
    description: "Probability in [0, 1] that the two items go together.",
  }),
}).openapi("SimilarItem");

/** The items that go with one. */
export const similarItemsSchema = z.object({
  item: itemSchema,
  items: z.array(similarItemSchema).openapi({ description: "Best first." }),
  k: z.int().openapi({ description: "How many were asked for." }),
}).openapi("SimilarItems");

/** The items that a search found. */
export const foundItemsSchema = z.object({
  q: z.string(),
  items: z.array(itemSchema).openapi({ description: "Best first." }),
  limit: z.int().openapi({ description: "How many were asked for." }),
}).openapi("FoundItems");

/** What the model is. */
export const modelSchema = z.object({
  items: z.int().openapi({ description: "How many items it holds." }),
  dimensions: z.int().openapi({ description: "Numbers in an item's vector." }),
  software: z.string().openapi({ example: "kindred 0.1.0" }),
  sha256: z.string().nullable().openapi({
    description: "sha256 of its manifest in hex.",
  }),
  metrics: z.unknown().openapi({
    description: "The evaluator's metrics, or null.",
    type: ["object", "null"],
  }),
}).openapi("Model");

/** That the service can answer. */
export const healthSchema = z.object({
  status: z.literal("ok"),
  items: z.int(),
  software: z.string(),
  sha256: z.string().nullable(),
}).openapi("Health");

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
    description: "Of an invalid parameter: which one it is.",
  }),
}).openapi("Problem");
