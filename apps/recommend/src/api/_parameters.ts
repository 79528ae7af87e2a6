import { z } from "@hono/zod-openapi";
import { describeRange, isInRange } from "@kindred/core";

/** How many answers may be asked for. */
const COUNT_RANGE = { min: 1, max: 1000, whole: true } as const;

/** The longest query that is searched for, in UTF-16 code units. */
export const LONGEST_QUERY = 200;

/** A number of answers in the query string. */
export function countParameter(
  { action, name, fallback, description }: {
    action: string;
    name: string;
    fallback: number;
    description: string;
  },
) {
  const complaint = (found: string) =>
    `Cannot ${action}: ${name} must be ${
      describeRange(COUNT_RANGE)
    }, got ${found}`;
  return z.string({ error: () => complaint("several") })
    .default(String(fallback))
    .transform((text, context) => {
      // Digits only: Number() would also take "", "0x10" and "1e3".
      const value = /^\d+$/.test(text) ? Number(text) : NaN;
      if (isInRange(value, COUNT_RANGE)) return value;
      const isNumber = /^-?\d+(\.\d+)?$/.test(text);
      context.addIssue({
        code: "custom",
        message: complaint(
          (isNumber ? text : JSON.stringify(text)).slice(0, 100),
        ),
      });
      return z.NEVER;
    })
    .openapi({
      param: { name, in: "query" },
      type: "integer",
      minimum: COUNT_RANGE.min,
      maximum: COUNT_RANGE.max,
      default: fallback,
      description,
    });
}

/** The words to search for. */
export const queryParameter = z.string({
  error: ({ input }) =>
    `Cannot search: q must be given once, got ${
      input === undefined ? "none" : "several"
    }`,
})
  .trim()
  .min(1, { error: "Cannot search: q must hold a word, got none" })
  .max(LONGEST_QUERY, {
    error: ({ input }) =>
      `Cannot search: q must have at most ${LONGEST_QUERY} characters, got ${
        String(input).length
      }`,
  })
  .openapi({
    param: { name: "q", in: "query" },
    description:
      "Words of a title, brand or id. Beginnings of words are enough and small typing errors are forgiven.",
    example: "saffron",
  });

/** An item's id in the path. */
export const idParameter = z.string().openapi({
  param: { name: "id", in: "path" },
  description: "The item's id, percent-encoded.",
  example: "B0009RF9DW",
});
