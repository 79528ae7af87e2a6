/** @jsxImportSource hono/jsx */
import { type ModelItem, UntrainedItemError } from "@kindred/core";
import type { Recommender, SimilarItem } from "@kindred/recommender";
import type { App } from "../app_env.ts";
import { LONGEST_QUERY } from "../api/_parameters.ts";
import { HomePage } from "./_home_page.tsx";
import { ItemPage } from "./_item_page.tsx";
import { ResultsPage } from "./_results_page.tsx";
import { STYLE } from "./_style.ts";

/** How many items each kind of page shows. */
const SHOWN = { examples: 8, similar: 12, results: 30 } as const;

/** Settings of {@linkcode addPages}. */
export interface PagesOptions {
  /** What the pages are headed with. */
  title: string;
  /** Ids of items to begin with. Default those of most training pairs. */
  exampleIds?: readonly string[] | undefined;
}

/** Adds the pages and their stylesheet to an app. */
export function addPages(
  app: App,
  recommender: Recommender,
  { title: site, exampleIds }: PagesOptions,
): void {
  let examples: readonly ModelItem[] | undefined;

  app.get("/", async (c) => {
    const query = (c.req.query("q") ?? "").trim().slice(0, LONGEST_QUERY);
    if (query === "") {
      examples ??= examplesOf(recommender, exampleIds);
      const { itemCount } = recommender;
      return c.html(<HomePage {...{ site, itemCount, examples }} />);
    }
    const limit = SHOWN.results;
    const items = await recommender.searchItems(query, { limit });
    return c.html(<ResultsPage {...{ site, query, items, limit }} />);
  });

  app.get("/items/:id", async (c) => {
    const item = recommender.item(c.req.param("id"));
    const similar = await similarTo(item, recommender);
    return c.html(
      <ItemPage {...{ site, item, similar }} />,
      similar === null ? 404 : 200,
    );
  });

  app.get(
    "/style.css",
    (c) => c.body(STYLE, 200, { "Content-Type": "text/css; charset=utf-8" }),
  );
}

/** What goes with an item, or null if it was never trained. */
async function similarTo(
  item: ModelItem,
  recommender: Recommender,
): Promise<SimilarItem[] | null> {
  try {
    return await recommender.similarItems(item.id, { k: SHOWN.similar });
  } catch (error) {
    if (error instanceof UntrainedItemError) return null;
    throw error;
  }
}

/** The items to begin with: those asked for, or those of most training pairs. */
function examplesOf(
  recommender: Recommender,
  ids: readonly string[] | undefined,
): ModelItem[] {
  const { items } = recommender;
  if (ids !== undefined) {
    return ids.filter((id) => items.has(id)).map((id) => recommender.item(id));
  }
  // Items with a title come first: an id says little to a newcomer.
  const rank = ({ title, pairs }: ModelItem) =>
    title === null ? pairs : pairs + 1e9;
  // best is sorted by falling rank; few of many items ever enter it
  const best: ModelItem[] = [];
  for (const id of items.ids) {
    const item = recommender.item(id);
    if (item.pairs === 0) continue;
    if (best.length === SHOWN.examples && rank(item) <= rank(best.at(-1)!)) {
      continue;
    }
    const at = best.findIndex((other) => rank(other) < rank(item));
    best.splice(at === -1 ? best.length : at, 0, item);
    best.length = Math.min(best.length, SHOWN.examples);
  }
  return best;
}
