import type { z } from "@hono/zod-openapi";

type Issue = z.core.$ZodIssue;

/** What is wrong with a request, and where. */
export interface WrongPart {
  /** Where, such as `k` or `basket[0].weight`; empty for all of it. */
  place: string;
  /** The whole sentence. */
  message: string;
}

/**
 * Says what is wrong with a part of a request.
 *
 * @param issue What zod found first.
 * @param value The whole that was checked.
 * @param whole What to call the whole, such as `the body`.
 */
export function describeIssue(
  issue: Issue,
  value: unknown,
  whole: string,
): WrongPart {
  const place = placeOf(issue.path);
  // Messages of our own are whole sentences already.
  if (issue.message.startsWith("Cannot ")) {
    return { place, message: issue.message };
  }
  const name = place === "" ? whole : place;
  if (issue.code === "unrecognized_keys") {
    const keys = issue.keys.map((key) => excerpt(key)).join(", ");
    return {
      place: placeOf([...issue.path, issue.keys[0]!]),
      message:
        `Cannot read the request: ${name} must have no other members than the documented ones, got ${
          keys.slice(0, 200)
        }`,
    };
  }
  return {
    place,
    message: `Cannot read the request: ${name} ${requirement(issue)}, got ${
      excerpt(valueAt(value, issue.path))
    }`,
  };
}

function requirement(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return `must be ${article(issue.expected)}`;
    case "too_small":
    case "too_big": {
      const limit = issue.code === "too_small"
        ? `${issue.inclusive ? "at least" : "more than"} ${issue.minimum}`
        : `${issue.inclusive ? "at most" : "less than"} ${issue.maximum}`;
      if (issue.origin === "array") return `must have ${limit} entries`;
      return issue.origin === "string"
        ? `must have ${limit} characters`
        : `must be ${limit}`;
    }
    case "invalid_value":
      return `must be ${
        issue.values.map((value) => JSON.stringify(value)).join(" or ")
      }`;
    case "invalid_union":
      return issue.message;
    default:
      return `must be as documented (${issue.message})`;
  }
}

function article(type: string): string {
  const name = type === "int" ? "whole number" : type;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

function placeOf(path: readonly PropertyKey[]): string {
  return path.map((step, i) =>
    typeof step === "number"
      ? `[${step}]`
      : `${i === 0 ? "" : "."}${String(step).slice(0, 100)}`
  ).join("");
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, step) =>
      typeof at === "object" && at !== null && Object.hasOwn(at, step)
        ? (at as Record<PropertyKey, unknown>)[step]
        : undefined,
    value,
  );
}

/** A value as a message shows it: short, whatever it is. */
function excerpt(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (value === null) return "null";
  if (typeof value === "object") return "an object";
  if (value === undefined) return "none";
  return (JSON.stringify(value) ?? String(value)).slice(0, 100);
}
