/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import type { Recommender } from "@kindred/recommender";
import type { Context } from "hono";
import type { App, AppEnv } from "../app_env.ts";
import { LONGEST_QUERY } from "../api/_parameters.ts";
import { ask } from "./_ask.ts";
import { BasketPage } from "./_basket_page.tsx";
import { HomePage } from "./_home_page.tsx";
import { ItemPage } from "./_item_page.tsx";
import { readPrecisions } from "./_precisions.ts";
import { ModelPage } from "./_model_page.tsx";
import { ResultsPage } from "./_results_page.tsx";
import { SCRIPT } from "./_script.ts";
import { STYLE } from "./_style.ts";
import { Suggestions } from "./_suggestions.tsx";
import { readVisit } from "./_visit.ts";

/** How many items each kind of list shows. */
const SHOWN = { examples: 8, suggestions: 8, results: 30 } as const;

/** Settings of {@linkcode addPages}. */
export interface PagesOptions {
  /** What the pages are headed with. */
  title: string;
  /** Ids of items to begin with. Default those of most training pairs. */
  exampleIds?: readonly string[] | undefined;
}

/**
 * Adds the pages, their stylesheet and their script to an app.
 *
 * @param app The app; its requests know their model.
 * @param options See {@linkcode PagesOptions}.
 */
export function addPages(
  app: App,
  { title: site, exampleIds }: PagesOptions,
): void {
  app.get("/", async (c) => {
    const { recommender } = await c.get("model")();
    const visit = readVisit(c.req.url);
    const query = queryOf(c);
    if (query === "") {
      const examples = await examplesOf(recommender, exampleIds);
      const { itemCount } = recommender;
      return c.html(<HomePage {...{ site, visit, itemCount, examples }} />);
    }
    const limit = SHOWN.results;
    const items = await recommender.searchItems(query, { limit });
    return c.html(<ResultsPage {...{ site, visit, query, items, limit }} />);
  });

  app.get("/suggest", async (c) => {
    const { recommender } = await c.get("model")();
    const limit = SHOWN.suggestions;
    const items = await recommender.searchItems(queryOf(c), { limit });
    const visit = readVisit(c.req.url);
    return c.html(<Suggestions items={items} visit={visit} />);
  });

  app.get("/items/:id", async (c) => {
    const { recommender } = await c.get("model")();
    const visit = readVisit(c.req.url);
    const item = await recommender.item(c.req.param("id"));
    const asked = await ask(recommender, [item], visit.rules);
    return c.html(
      <ItemPage {...{ site, visit, item, asked }} />,
      asked.answer === null ? 404 : 200,
    );
  });

  app.get("/basket", async (c) => {
    const { recommender } = await c.get("model")();
    const visit = readVisit(c.req.url);
    const items = await recommender.items(visit.basket);
    const known = items.filter((item) => item !== null);
    const asked = await ask(recommender, known, visit.rules);
    return c.html(<BasketPage {...{ site, visit, items, asked }} />);
  });

  app.get("/model", async (c) => {
    const { recommender: { info, metrics }, source } = await c.get("model")();
    const visit = readVisit(c.req.url);
    const precisions = await readPrecisions(source);
    return c.html(
      <ModelPage {...{ site, visit, info, metrics, precisions }} />,
    );
  });

  const files = {
    "/style.css": [STYLE, "text/css; charset=utf-8"],
    "/app.js": [SCRIPT, "text/javascript; charset=utf-8"],
  } as const;
  for (const [path, [text, type]] of Object.entries(files)) {
    app.get(path, (c) => c.body(text, 200, { "Content-Type": type }));
  }
}

/** What was searched for. */
function queryOf(c: Context<AppEnv>): string {
  return (c.req.query("q") ?? "").trim().slice(0, LONGEST_QUERY);
}

/** The items to begin with: those asked for, or those of most training pairs. */
async function examplesOf(
  recommender: Recommender,
  ids: readonly string[] | undefined,
): Promise<ModelItem[]> {
  if (ids === undefined) return await recommender.popularItems(SHOWN.examples);
  const items = await recommender.items(ids);
  return items.filter((item) => item !== null);
}
