/** @jsxImportSource hono/jsx */
import { raw } from "hono/html";
import type { Child, FC } from "hono/jsx";
import { ICON } from "../_icon.ts";
import {
  type ApiDocument,
  type ApiOperation,
  type ApiSchema,
  refName,
} from "./_api_document.ts";
import { curlOf } from "./_curl.ts";

/** A page that shows an OpenAPI document, without a script and without other hosts. */
export function DocsPage(
  { api, origin, hasPages }: {
    api: ApiDocument;
    /** Where the examples ask. */
    origin: string;
    /** Whether there is a first page to go back to. */
    hasPages: boolean;
  },
) {
  const { info, paths, components } = api;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      method: method.toUpperCase(),
      operation,
    }))
  );
  return (
    <>
      {raw("<!DOCTYPE html>")}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{`API · ${info.title}`}</title>
          <link rel="icon" href={ICON} />
          <link rel="stylesheet" href="/docs.css" />
        </head>
        <body>
          {hasPages
            ? (
              <header>
                <a href="/">
                  <span aria-hidden="true">←</span> {info.title}
                </a>
              </header>
            )
            : null}
          <main>
            <h1>{info.title} API</h1>
            <p>
              {info.description} Version {info.version}; for machines:{" "}
              <a href="/openapi.json">OpenAPI document</a>.
            </p>
            <nav aria-label="Routes">
              <ul>
                {operations.map(({ method, path, operation }) => (
                  <li key={operation.operationId}>
                    <a href={`#${operation.operationId}`}>
                      <code>{method} {path}</code>
                    </a>{" "}
                    {operation.summary}
                  </li>
                ))}
              </ul>
            </nav>
            <div class="routes">
              {operations.map((one) => (
                <Operation
                  key={one.operation.operationId}
                  {...one}
                  origin={origin}
                />
              ))}
            </div>
            <h2>Schemas</h2>
            {Object.entries(components?.schemas ?? {}).map(([name, schema]) => (
              <section key={name} id={`schema-${name}`}>
                <h3>{name}</h3>
                {schema.description === undefined
                  ? null
                  : <p>{schema.description}</p>}
                <Members {...schema} />
              </section>
            ))}
          </main>
        </body>
      </html>
    </>
  );
}

function Operation({ method, path, operation, origin }: {
  method: string;
  path: string;
  operation: ApiOperation;
  origin: string;
}) {
  const { operationId, summary, parameters = [], requestBody } = operation;
  const body = requestBody?.content["application/json"];
  return (
    <section id={operationId}>
      <h2>
        <code>{method} {path}</code>
      </h2>
      <p>{summary}.</p>
      {parameters.length === 0
        ? null
        : (
          <Table heads={["parameter", "type", "meaning"]}>
            {parameters.map((parameter) => (
              <Member key={parameter.name} {...parameter} />
            ))}
          </Table>
        )}
      {body === undefined ? null : (
        <p>
          Body: <Type schema={body.schema} />
        </p>
      )}
      {curlOf({ method, path, operation, origin }).map(({ title, command }) => (
        <figure key={title}>
          <figcaption>{title}</figcaption>
          <pre tabindex={0}>{command}</pre>
        </figure>
      ))}
      <Table heads={["status", "meaning", "answer"]}>
        {Object.entries(operation.responses).map((
          [status, { description, content = {} }],
        ) => (
          <tr key={status}>
            <td>
              <code>{status}</code>
            </td>
            <td>{description}</td>
            <td>
              {Object.entries(content).map(([type, { schema }]) => (
                <Type key={type} schema={schema} />
              ))}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}

/** The members of an object. */
function Members({ properties = {}, required = [] }: ApiSchema) {
  return (
    <Table heads={["member", "type", "meaning"]}>
      {Object.entries(properties).map(([name, schema]) => (
        <Member
          key={name}
          name={name}
          required={required.includes(name)}
          schema={schema}
          description={schema.description}
        />
      ))}
    </Table>
  );
}

/** A parameter of a route or a member of an object. */
function Member({ name, required = false, schema, description = "" }: {
  name: string;
  required?: boolean | undefined;
  schema: ApiSchema;
  description?: string | undefined;
}) {
  return (
    <tr>
      <td>
        <code>{required ? name : `${name}?`}</code>
      </td>
      <td>
        <Type schema={schema} />
      </td>
      <td>{description}</td>
    </tr>
  );
}

function Table({ heads, children }: { heads: string[]; children?: Child }) {
  return (
    <div class="scroll" tabindex={0}>
      <table>
        <thead>
          <tr>{heads.map((head) => <th key={head} scope="col">{head}</th>)}</tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}

/** A type in a few words, with its bounds and its default. */
const Type: FC<{ schema: ApiSchema }> = ({ schema }) => {
  const name = refName(schema);
  if (name !== null) return <a href={`#schema-${name}`}>{name}</a>;
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices !== undefined) {
    return (
      <>
        {choices.map((choice, i) => (
          <span key={i}>
            {i === 0 ? "" : schema.allOf ? " and " : " or "}
            <Type schema={choice} />
          </span>
        ))}
      </>
    );
  }
  if (schema.items !== undefined) {
    return (
      <>
        list of <Type schema={schema.items} />
        {boundsOf(schema)}
      </>
    );
  }
  return <>{wordOf(schema)}{boundsOf(schema)}</>;
};

function wordOf({ type, enum: values, const: value, properties }: ApiSchema) {
  if (value !== undefined) return JSON.stringify(value);
  if (values !== undefined) {
    return values.map((one) => JSON.stringify(one)).join(" or ");
  }
  if (properties !== undefined) {
    return `{ ${Object.keys(properties).join(", ")} }`;
  }
  return Array.isArray(type) ? type.join(" or ") : type ?? "any";
}

/** Bounds and default, as far as there are some. */
function boundsOf(schema: ApiSchema): string {
  const bounds = [
    bound("≥", schema.minimum),
    bound(">", schema.exclusiveMinimum),
    bound("≤", schema.maximum),
    bound("at least", schema.minItems ?? schema.minLength),
    bound("at most", schema.maxItems ?? schema.maxLength),
    bound("default", schema.default),
  ].filter((text) => text !== "");
  return bounds.length === 0 ? "" : ` (${bounds.join(", ")})`;
}

function bound(word: string, value: unknown): string {
  const isNone = value === undefined ||
    // What zod says of every whole number.
    Math.abs(Number(value)) === Number.MAX_SAFE_INTEGER;
  return isNone ? "" : `${word} ${JSON.stringify(value)}`;
}
