import type { ApiOperation } from "./_api_document.ts";

/** A command line that asks one route. */
export interface CurlExample {
  /** What it shows. */
  title: string;
  /** The command. */
  command: string;
}

/** Returns the examples of a route as command lines. */
export function curlOf(
  { method, path, operation, origin }: {
    method: string;
    path: string;
    operation: ApiOperation;
    origin: string;
  },
): CurlExample[] {
  const { parameters = [], requestBody } = operation;
  const filled = parameters
    .filter((parameter) => parameter.in === "path")
    .reduce((path, { name, example, schema }) =>
      path.replace(
        `{${name}}`,
        () => encodeURIComponent(String(example ?? schema.example)),
      ), path);
  const examples = requestBody?.content["application/json"]?.examples;
  if (examples === undefined) {
    const query = new URLSearchParams(
      parameters
        .map(({ in: place, name, example, schema }) =>
          [place, name, example ?? schema.example] as const
        )
        .filter(([place, , example]) =>
          place === "query" && example !== undefined
        )
        .slice(0, 2)
        .map(([, name, example]): [string, string] => [name, String(example)]),
    );
    const url = `${origin}${filled}${query.size === 0 ? "" : `?${query}`}`;
    return [{ title: "Try it", command: `curl ${quoted(url)}` }];
  }
  return Object.values(examples).map(({ summary, value }) => ({
    title: summary ?? "Try it",
    command: `curl -X ${method} ${quoted(origin + filled)} \\
  -H 'Content-Type: application/json' \\
  -d ${quoted(JSON.stringify(value))}`,
  }));
}

/** A text as one word of a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
