/** @jsxImportSource hono/jsx */
import { VERSION } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { Context } from "hono";
import type { App, AppEnv } from "../app_env.ts";
import { DocsPage } from "./_docs_page.tsx";
import { DOCS_STYLE } from "./_docs_style.ts";
import type { ApiDocument } from "./_api_document.ts";

/** Ids that stand in the examples, and make way for some that the model holds. */
const EXAMPLE_IDS = ["PANTRY0001", "PANTRY0002", "PANTRY0003"] as const;

/** Settings of {@linkcode addDocs}. */
export interface DocsOptions {
  /** What the service is called. */
  title: string;
  /** Whether the API asks for keys. */
  hasKeys: boolean;
  /** Whether there are pages for people. */
  hasPages: boolean;
}

/** Adds the OpenAPI document, and a page that shows it, to an app whose API is whole. */
export function addDocs(
  app: App,
  { title, hasKeys, hasPages }: DocsOptions,
): void {
  if (hasKeys) addSecuritySchemes(app);
  let template: string | undefined;
  const texts = new WeakMap<Recommender, string>();

  /** Returns the document, whose examples are of the model that answers. */
  const documentText = async (c: Context<AppEnv>): Promise<string> => {
    template ??= JSON.stringify(app.getOpenAPI31Document({
      openapi: "3.1.0",
      info: {
        title,
        version: VERSION,
        description: "Items that go together, from a Kindred model.",
      },
      ...hasKeys ? { security: [{ apiKey: [] }, { bearer: [] }] } : {},
    }));
    // Where keys are asked for, nobody learns an id without one.
    if (hasKeys) return template;
    const { recommender } = await c.get("model")();
    let text = texts.get(recommender);
    if (text === undefined) {
      text = withIds(template, await popularIds(recommender));
      texts.set(recommender, text);
    }
    return text;
  };

  app.get("/openapi.json", async (c) =>
    c.body(await documentText(c), 200, {
      "Content-Type": "application/json",
      "Cache-Control": "public, max-age=60",
    }));

  app.get("/docs", async (c) => {
    const api: ApiDocument = JSON.parse(await documentText(c));
    return c.html(
      <DocsPage {...{ api, origin: new URL(c.req.url).origin, hasPages }} />,
    );
  });

  app.get(
    "/docs.css",
    (c) =>
      c.body(DOCS_STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
}

function addSecuritySchemes({ openAPIRegistry }: App): void {
  openAPIRegistry.registerComponent("securitySchemes", "apiKey", {
    type: "apiKey",
    in: "header",
    name: "X-API-Key",
  });
  openAPIRegistry.registerComponent("securitySchemes", "bearer", {
    type: "http",
    scheme: "bearer",
  });
}

async function popularIds(recommender: Recommender): Promise<string[]> {
  const items = await recommender.popularItems(EXAMPLE_IDS.length);
  return items.map(({ id }) => id);
}

/** Puts ids in the place of those of the examples, as far as there are some. */
function withIds(text: string, ids: readonly string[]): string {
  return EXAMPLE_IDS.reduce(
    (text, example, i) =>
      ids[i] === undefined
        ? text
        : text.replaceAll(`"${example}"`, () => JSON.stringify(ids[i])),
    text,
  );
}
