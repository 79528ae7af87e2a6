import { z } from "@hono/zod-openapi";
import type { ItemFilter, SimilarItemsOptions } from "@kindred/recommender";
import {
  flagParameter,
  LONGEST_TEXT,
  numberParameter,
  optionalNumberParameter,
  textsParameter,
} from "./_parameters.ts";

/** Entries that the lists of a body may have. */
const MOST = { ids: 1000, stock: 50_000, boosts: 100 } as const;

/** What probabilities and shares may be. */
const SHARE = { min: 0, max: 1 } as const;

/** What a limit to a brand or category may be. */
const LIMIT = { min: 1, max: 1000, whole: true } as const;

/** A text of a body. */
export const textSchema = z.string().min(1).max(LONGEST_TEXT);

const filterSchema = z.strictObject({
  categories: z.array(textSchema).min(1).max(MOST.ids).optional().openapi({
    description: "Categories, of which it is in one or below one.",
    example: ["Pantry"],
  }),
  brands: z.array(textSchema).min(1).max(MOST.ids).optional().openapi({
    description: "Brands, of which it has one.",
  }),
  price: z.strictObject({
    min: z.number().optional(),
    max: z.number().optional(),
  }).optional().openapi({
    description: "What it may cost, both ends included.",
    example: { max: 20 },
  }),
  ids: z.array(textSchema).max(MOST.stock).optional().openapi({
    description: "Ids, of which it has one: what is in stock.",
  }),
}).openapi("ItemFilter", {
  description:
    "Which items are meant: those of which all that is given holds. What is not known of an item does not hold.",
});

/** The rules of a request in a body. */
export const ruleFields = {
  exclude: z.array(textSchema).max(MOST.ids).optional().openapi({
    description: "Ids of items that must not be returned.",
  }),
  filter: filterSchema.optional(),
  boost: z.array(z.strictObject({
    filter: filterSchema,
    factor: z.number().positive().openapi({
      description:
        "What the odds of the probability are multiplied with: above 1 boosts, below 1 buries.",
      example: 2,
    }),
  })).max(MOST.boosts).optional(),
  pin: z.array(textSchema).max(MOST.ids).optional().openapi({
    description: "Ids of items that come first, in this order.",
  }),
  at_most: z.strictObject({
    brand: z.int().min(1).optional(),
    category: z.int().min(1).optional(),
  }).optional().openapi({
    description: "How many items there may be of one brand and one category.",
    example: { brand: 2 },
  }),
  diversity: z.number().min(0).max(1).optional().openapi({
    description: "How much difference counts against fit.",
    example: 0.3,
  }),
  min_score: z.number().min(0).max(1).optional().openapi({
    description: "The least score that is returned.",
  }),
  explain: z.boolean().optional().openapi({
    description: "Whether to say of each item why it is there.",
  }),
};

/** The rules of a request in its query string. */
export const ruleParameters = (() => {
  const action = "recommend";
  const number = (
    name: string,
    range: Parameters<typeof optionalNumberParameter>[0]["range"],
    description: string,
    example?: number,
  ) =>
    optionalNumberParameter({
      action,
      name,
      range,
      description,
      ...example === undefined ? {} : { example },
    });
  const texts = (name: string, description: string) =>
    textsParameter({ action, name, description });
  return {
    k: numberParameter({
      action,
      name: "k",
      range: { min: 1, max: 1000, whole: true },
      fallback: 10,
      description: "How many items to return at most.",
      example: 3,
    }),
    category: texts(
      "category",
      "A category that the items must be in, or below it; one of them if given several times.",
    ),
    brand: texts("brand", "A brand that the items must have; one of them."),
    price_min: number("price_min", {}, "What the items must cost at least."),
    price_max: number("price_max", {}, "What they may cost at most.", 20),
    exclude: texts("exclude", "Id of an item that must not be returned."),
    pin: texts("pin", "Id of an item that comes first."),
    at_most_brand: number(
      "at_most_brand",
      LIMIT,
      "How many items there may be of one brand.",
      2,
    ),
    at_most_category: number(
      "at_most_category",
      LIMIT,
      "How many items there may be of one category.",
    ),
    diversity: number(
      "diversity",
      SHARE,
      "How much difference counts against fit.",
      0.3,
    ),
    min_score: number("min_score", SHARE, "The least score that is returned."),
    explain: flagParameter({
      action,
      name: "explain",
      description: "Whether to say of each item why it is there.",
    }),
  };
})();

type BodyRules = z.output<z.ZodObject<typeof ruleFields>>;

type QueryRules = z.output<z.ZodObject<typeof ruleParameters>>;

/** Returns the rules of a body as the recommender takes them. */
export function optionsOfBody(
  { at_most, min_score, filter, boost, ...others }: BodyRules,
): SimilarItemsOptions {
  return defined({
    exclude: others.exclude,
    pin: others.pin,
    diversity: others.diversity,
    explain: others.explain,
    filter: filter && defined(filter),
    boost: boost?.map(({ filter, factor }) => ({
      filter: defined(filter),
      factor,
    })),
    atMost: at_most && defined(at_most),
    minScore: min_score,
  });
}

/** Returns the rules of a query string as the recommender takes them. */
export function optionsOfQuery(
  { k, category, brand, price_min, price_max, ...others }: QueryRules,
): SimilarItemsOptions {
  const filter = defined({
    categories: category,
    brands: brand,
    price: present(defined({ min: price_min, max: price_max })),
  });
  return defined({
    k,
    exclude: others.exclude,
    pin: others.pin,
    diversity: others.diversity,
    minScore: others.min_score,
    explain: others.explain || undefined,
    filter: present(filter) as ItemFilter | undefined,
    atMost: present(defined({
      brand: others.at_most_brand,
      category: others.at_most_category,
    })),
  });
}

/** What an object has, less what is undefined. */
type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function defined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, member]) => member !== undefined),
  ) as Defined<T>;
}

function present<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
