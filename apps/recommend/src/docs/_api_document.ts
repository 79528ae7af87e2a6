/** The parts of an OpenAPI document that are shown. */
export interface ApiDocument {
  info: { title: string; version: string; description?: string };
  paths: Record<string, Record<string, ApiOperation>>;
  components?: { schemas?: Record<string, ApiSchema> };
}

/** One route. */
export interface ApiOperation {
  operationId?: string;
  summary?: string;
  parameters?: ApiParameter[];
  requestBody?: {
    content: Record<string, {
      schema: ApiSchema;
      examples?: Record<string, { summary?: string; value: unknown }>;
    }>;
  };
  responses: Record<string, {
    description: string;
    content?: Record<string, { schema: ApiSchema }>;
  }>;
}

/** A parameter of a route. */
export interface ApiParameter {
  name: string;
  in: "path" | "query";
  required?: boolean;
  description?: string;
  schema: ApiSchema;
  example?: unknown;
}

/** What a value must be: the words of JSON Schema that the document uses. */
export interface ApiSchema {
  $ref?: string;
  type?: string | string[];
  description?: string;
  example?: unknown;
  default?: unknown;
  enum?: unknown[];
  const?: unknown;
  minimum?: number;
  exclusiveMinimum?: number;
  maximum?: number;
  exclusiveMaximum?: number;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  items?: ApiSchema;
  properties?: Record<string, ApiSchema>;
  required?: string[];
  additionalProperties?: boolean | ApiSchema;
  anyOf?: ApiSchema[];
  oneOf?: ApiSchema[];
  allOf?: ApiSchema[];
}

/** Returns the name of the schema that a reference leads to, or null. */
export function refName({ $ref }: ApiSchema): string | null {
  return $ref?.split("/").at(-1) ?? null;
}
