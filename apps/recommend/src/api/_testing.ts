// Requests made from an OpenAPI document, and a check of answers against it, for tests
// only.
import type { Random } from "@kindred/core";
import type {
  ApiDocument,
  ApiOperation,
  ApiSchema,
} from "../docs/_api_document.ts";
import { refName } from "../docs/_api_document.ts";

/** One route of a document. */
export interface Operation extends ApiOperation {
  method: string;
  path: string;
}

/** Returns all routes of a document. */
export function operationsOf({ paths }: ApiDocument): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
    }))
  );
}

/**
 * Returns what of a value is not as a schema says, as `place: why`; empty if all is.
 *
 * @param value The value, from JSON.
 * @param schema What it must be.
 * @param api Where references lead to.
 */
export function faultsOf(
  value: unknown,
  schema: ApiSchema,
  api: ApiDocument,
  place = "$",
): string[] {
  const name = refName(schema);
  if (name !== null) {
    return faultsOf(value, api.components!.schemas![name]!, api, place);
  }
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined) {
    const faults = choices.map((choice) => faultsOf(value, choice, api, place));
    return faults.some(({ length }) => length === 0) ? [] : faults[0]!;
  }
  const types = [schema.type ?? []].flat();
  const fault = (why: string) => [`${place}: ${why}`];
  if (types.length > 0 && !types.some((type) => isOfType(value, type))) {
    return fault(`not ${types.join(" or ")}`);
  }
  if (schema.const !== undefined && value !== schema.const) {
    return fault(`not ${schema.const}`);
  }
  if (schema.enum !== undefined && !schema.enum.includes(value)) {
    return fault(`not one of ${schema.enum.join(", ")}`);
  }
  if (Array.isArray(value) && schema.items !== undefined) {
    return value.flatMap((one, i) =>
      faultsOf(one, schema.items!, api, `${place}[${i}]`)
    );
  }
  if (isOfType(value, "object") && schema.properties !== undefined) {
    const { properties, required = [] } = schema;
    const members = value as Record<string, unknown>;
    return [
      ...required.filter((name) => !Object.hasOwn(members, name))
        .flatMap((name) => fault(`no ${name}`)),
      ...Object.entries(members).flatMap(([name, member]) =>
        Object.hasOwn(properties, name)
          ? faultsOf(member, properties[name]!, api, `${place}.${name}`)
          : fault(`has ${name}`)
      ),
    ];
  }
  return [];
}

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "null":
      return value === null;
    case "array":
      return Array.isArray(value);
    case "object":
      return typeof value === "object" && value !== null &&
        !Array.isArray(value);
    case "integer":
      return Number.isInteger(value);
    case "number":
      return typeof value === "number";
    case "boolean":
      return typeof value === "boolean";
    case "string":
      return typeof value === "string";
    default:
      throw new Error(`no such type: ${type}`);
  }
}

/** Values that programs have stumbled over. */
const NASTY: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  0,
  -1,
  1e9,
  -1e308,
  0.1,
  Number.MAX_SAFE_INTEGER + 2,
  "NaN",
  "Infinity",
  "1e9",
  "0x10",
  "__proto__",
  "constructor",
  "../../../../etc/passwd",
  "a/b",
  "%00",
  "\0",
  "é😀\u202e",
  "\ud800",
  "<script>alert(1)</script>",
  "'; DROP TABLE items; --",
  "x".repeat(600),
  [],
  [[]],
  {},
  JSON.parse('{"__proto__":{"admin":true},"constructor":1}'),
  Array.from({ length: 1500 }, () => "rice"),
];

/** Makes requests from a document: some as it says, most a little or quite wrong. */
export class RequestMaker {
  readonly #api: ApiDocument;
  readonly #random: Random;
  /** Texts of which some are ids that are known. */
  readonly #texts: readonly string[];

  constructor(api: ApiDocument, random: Random, texts: readonly string[]) {
    this.#api = api;
    this.#random = random;
    this.#texts = texts;
  }

  /** Makes one request to a route. */
  make({ path, method, parameters = [], requestBody }: Operation): Request {
    let filled = path;
    const query: string[] = [];
    for (const { name, in: place, schema, required } of parameters) {
      if (!required && this.#chance(0.6)) continue;
      const made = this.#chance(0.7) ? this.#value(schema) : this.#nasty();
      if (place === "path") {
        filled = filled.replace(`{${name}}`, () => encoded(made));
      } else {
        const values = Array.isArray(made) ? made.slice(0, 200) : [made];
        for (const value of values) {
          query.push(`${encodeURIComponent(name)}=${encoded(value)}`);
        }
      }
    }
    if (this.#chance(0.05)) {
      query.push(`${encoded(this.#nasty())}=1`, "%E0%A4%A");
    }
    const url = `http://localhost${filled}?${query.join("&")}`;
    const content = requestBody?.content["application/json"];
    if (content === undefined) return new Request(url, { method });
    return new Request(url, {
      method,
      headers: {
        "Content-Type": this.#chance(0.95) ? "application/json" : "text/plain",
      },
      body: this.#body(content.schema),
    });
  }

  #body(schema: ApiSchema): string {
    const text = JSON.stringify(this.#mutated(this.#value(schema)));
    if (this.#chance(0.9)) return text;
    const at = this.#random.below(text.length + 1);
    // Cut short, or with something in the middle.
    return this.#chance(0.5)
      ? text.slice(0, at)
      : text.slice(0, at) + this.#pick(["{", "]", '"', "\\u0", "1e999", ","]) +
        text.slice(at);
  }

  /** A value as a schema wants it. */
  #value(schema: ApiSchema): unknown {
    const name = refName(schema);
    if (name !== null) {
      return this.#value(this.#api.components!.schemas![name]!);
    }
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices !== undefined) return this.#value(this.#pick(choices));
    switch ([schema.type ?? []].flat()[0]) {
      case "integer":
        return Math.round(this.#number(schema));
      case "number":
        return this.#number(schema);
      case "boolean":
        return this.#chance(0.5);
      case "array": {
        const length = (schema.minItems ?? 0) + this.#random.below(3);
        return Array.from({ length }, () => this.#value(schema.items!));
      }
      case "object": {
        const { properties = {}, required = [] } = schema;
        return Object.fromEntries(
          Object.entries(properties)
            .filter(([name]) => required.includes(name) || this.#chance(0.3))
            .map(([name, member]) => [name, this.#value(member)]),
        );
      }
      default:
        return this.#pick(this.#texts);
    }
  }

  #number({ minimum, exclusiveMinimum, maximum }: ApiSchema): number {
    const low = minimum ?? exclusiveMinimum ?? -100;
    const high = Math.min(maximum ?? 100, 1000);
    return low + this.#random.float() * Math.max(0, high - low);
  }

  /** A value of which, now and then, a part is something else. */
  #mutated(value: unknown): unknown {
    if (this.#chance(0.08)) return this.#nasty();
    if (Array.isArray(value)) return value.map((one) => this.#mutated(one));
    if (typeof value !== "object" || value === null) return value;
    const entries = Object.entries(value)
      .map(([name, member]) => [name, this.#mutated(member)]);
    if (this.#chance(0.05)) {
      entries.push([JSON.stringify(this.#nasty()).slice(1, -1), 1]);
    }
    return Object.fromEntries(entries);
  }

  #nasty(): unknown {
    return this.#pick(NASTY);
  }

  #pick<T>(values: readonly T[]): T {
    return values[this.#random.below(values.length)]!;
  }

  #chance(probability: number): boolean {
    return this.#random.float() < probability;
  }
}

/** A value as a part of an address, also where it is no text that can be encoded. */
function encoded(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}
