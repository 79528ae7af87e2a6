/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { AddLink, ItemFacts, ItemLink } from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";
import { addressOf, type Visit } from "./_visit.ts";

/** What a search found. */
export function ResultsPage(
  { site, visit, query, items, limit }: {
    site: string;
    visit: Visit;
    query: string;
    /** The items, best first. */
    items: readonly ModelItem[];
    limit: number;
  },
) {
  return (
    <Layout site={site} visit={visit} heading={`“${query}”`} query={query}>
      <h1 class="quiet">{headingOf(items, limit, query)}</h1>
      {items.length === 0
        ? (
          <p class="lead">
            Try fewer words, another spelling, or the beginning of a word.{" "}
            <a href={addressOf("/", visit)}>Back to the first page</a>
          </p>
        )
        : (
          <ul class="rows" id="found" data-part="">
            {items.map((item) => (
              <li>
                <div class="what">
                  <ItemLink item={item} visit={visit} />
                  <ItemFacts item={item} />
                </div>
                {item.pairs === 0 ? null : (
                  <p class="actions">
                    <AddLink
                      item={item}
                      visit={visit}
                      path="/"
                      more={{ q: query }}
                    />
                  </p>
                )}
              </li>
            ))}
          </ul>
        )}
    </Layout>
  );
}

function headingOf(
  items: readonly ModelItem[],
  limit: number,
  query: string,
): string {
  const count = items.length === 0
    ? "Nothing found"
    : items.length === limit
    ? `The best ${limit} items`
    : items.length === 1
    ? "One item"
    : `${items.length} items`;
  return `${count} for “${query}”`;
}
