/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { ItemFacts, ItemLink } from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";

/** What a search found. */
export function ResultsPage(
  { site, query, items, limit }: {
    site: string;
    query: string;
    items: readonly ModelItem[];
    limit: number;
  },
) {
  return (
    <Layout site={site} heading={`“${query}”`} query={query}>
      <h1 class="quiet">{countOf(items.length, limit)} for “{query}”</h1>
      {items.length === 0
        ? (
          <p class="lead">
            Try fewer words, another spelling, or the beginning of a word.{" "}
            <a href="/">Back to the first page</a>
          </p>
        )
        : (
          <ul class="rows">
            {items.map((item) => (
              <li>
                <div class="what">
                  <ItemLink item={item} />
                  <ItemFacts item={item} />
                </div>
              </li>
            ))}
          </ul>
        )}
    </Layout>
  );
}

function countOf(found: number, limit: number): string {
  if (found === 0) return "Nothing found";
  if (found === limit) return `The best ${limit} items`;
  return found === 1 ? "One item" : `${found} items`;
}
