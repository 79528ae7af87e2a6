/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { AddLink, formatCount, ItemFacts, ItemLink } from "./_item_parts.tsx";
import { Layout, SearchForm } from "./_layout.tsx";
import type { Visit } from "./_visit.ts";

/** The first page: a search box and a few items to begin with. */
export function HomePage(
  { site, visit, itemCount, examples }: {
    site: string;
    visit: Visit;
    itemCount: number;
    examples: readonly ModelItem[];
  },
) {
  return (
    <Layout site={site} visit={visit} ownSearch>
      <section class="hero">
        <h1>What goes with what?</h1>
        <p class="lead">
          Pick one of {formatCount(itemCount)}{" "}
          items and see what people most likely want beside it, or fill a basket
          and see what goes with all of it.
        </p>
        <SearchForm label="Search items" visit={visit} />
      </section>
      {examples.length === 0 ? null : (
        <section aria-labelledby="examples">
          <h2 id="examples">Start with one of these</h2>
          <ul class="cards" id="cards" data-part="">
            {examples.map((item) => (
              <li>
                <ItemLink item={item} visit={visit} />
                <ItemFacts item={item} />
                {item.pairs === 0 ? null : (
                  <p class="actions">
                    <AddLink item={item} visit={visit} path="/" />
                  </p>
                )}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}
