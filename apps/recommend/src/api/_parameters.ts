import { z } from "@hono/zod-openapi";
import { describeRange, isInRange, type NumberRange } from "@kindred/core";

/** The longest query that is searched for, in UTF-16 code units. */
export const LONGEST_QUERY = 200;

/** The longest id, brand or category, in UTF-16 code units. */
export const LONGEST_TEXT = 512;

/** How often a parameter may be given that may be given several times. */
const MOST_VALUES = 100;

/** A number in the query string. */
interface NumberParameter {
  /** What cannot be done if it is wrong, such as `recommend`. */
  action: string;
  /** Its name, such as `k`. */
  name: string;
  /** What it may be. */
  range: NumberRange;
  /** What it is for. */
  description: string;
  /** A value to learn from. */
  example?: number;
}

/** A number in the query string that is something else if it is not given. */
export function numberParameter(
  parameter: NumberParameter & { fallback: number },
) {
  return numberText(parameter).default(String(parameter.fallback))
    .transform(toNumber(parameter))
    .openapi({ ...numberDocs(parameter), default: parameter.fallback });
}

/** A number in the query string that need not be given. */
export function optionalNumberParameter(parameter: NumberParameter) {
  const convert = toNumber(parameter);
  return numberText(parameter).optional()
    .transform((text, context) =>
      text === undefined ? undefined : convert(text, context)
    )
    .openapi(numberDocs(parameter));
}

function numberText({ action, name, range }: NumberParameter) {
  return z.string({ error: () => complaint(action, name, range, "several") });
}

function numberDocs(
  { name, range: { min, max, whole, above }, description, example }:
    NumberParameter,
) {
  return {
    param: { name, in: "query" as const, required: false },
    type: whole ? "integer" as const : "number" as const,
    ...min === undefined
      ? {}
      : above
      ? { exclusiveMinimum: min }
      : { minimum: min },
    ...max === undefined ? {} : { maximum: max },
    description,
    ...example === undefined ? {} : { example },
  };
}

function toNumber({ action, name, range }: NumberParameter) {
  // Number() alone would also take "", "0x10" and "Infinity".
  const form = range.whole ? /^\d{1,15}$/ : /^-?\d{1,15}(\.\d{1,15})?$/;
  return (text: string, context: z.RefinementCtx): number => {
    const value = form.test(text) ? Number(text) : NaN;
    if (isInRange(value, range)) return value;
    const isNumber = /^-?\d+(\.\d+)?$/.test(text);
    const found = (isNumber ? text : JSON.stringify(text)).slice(0, 100);
    context.addIssue({
      code: "custom",
      message: complaint(action, name, range, found),
    });
    return z.NEVER;
  };
}

function complaint(
  action: string,
  name: string,
  range: NumberRange,
  found: string,
): string {
  return `Cannot ${action}: ${name} must be ${
    describeRange(range)
  }, got ${found}`;
}

/** A text in the query string that may be given several times. */
export function textsParameter(
  { action, name, description, example }: {
    action: string;
    name: string;
    description: string;
    example?: string;
  },
) {
  const text = z.string().min(1, {
    error: `Cannot ${action}: ${name} must not be empty, got an empty text`,
  }).max(LONGEST_TEXT, {
    error: ({ input }) =>
      `Cannot ${action}: ${name} must have at most ${LONGEST_TEXT} characters, got ${
        String(input).length
      }`,
  });
  // One value comes alone, several come as a list.
  return z.union([
    text.transform((one) => [one]),
    z.array(text).max(MOST_VALUES),
  ])
    .optional()
    .openapi({
      param: { name, in: "query", required: false, explode: true },
      type: "array",
      items: { type: "string", minLength: 1, maxLength: LONGEST_TEXT },
      maxItems: MOST_VALUES,
      description,
      ...example === undefined ? {} : { example: [example] },
    });
}

/** Whether something is wanted, in the query string. */
export function flagParameter(
  { action, name, description }: {
    action: string;
    name: string;
    description: string;
  },
) {
  return z.enum(["true", "false"], {
    error: ({ input }) =>
      `Cannot ${action}: ${name} must be true or false, got ${
        (JSON.stringify(input) ?? "none").slice(0, 100)
      }`,
  })
    .default("false")
    .transform((text) => text === "true")
    .openapi({
      param: { name, in: "query", required: false },
      type: "boolean",
      default: false,
      description,
    });
}

/** The words to search for; without them, all items are listed. */
export const queryParameter = z.string({
  error: "Cannot search: q must be given once, got several",
})
  .trim()
  .min(1, { error: "Cannot search: q must hold a word, got none" })
  .max(LONGEST_QUERY, {
    error: ({ input }) =>
      `Cannot search: q must have at most ${LONGEST_QUERY} characters, got ${
        String(input).length
      }`,
  })
  .optional()
  .openapi({
    param: { name: "q", in: "query", required: false },
    type: "string",
    minLength: 1,
    maxLength: LONGEST_QUERY,
    description:
      "Words of a title, brand or id. Beginnings of words are enough and small typing errors are forgiven. Without it, all items are listed.",
    example: "rice",
  });

/** An item's id in the path. */
export const idParameter = z.string().max(LONGEST_TEXT, {
  error: ({ input }) =>
    `Cannot find the item: its id must have at most ${LONGEST_TEXT} characters, got ${
      String(input).length
    }`,
}).openapi({
  param: { name: "id", in: "path" },
  description: "The item's id, percent-encoded.",
  example: "PANTRY0001",
});
