/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { formatCount, ItemFacts, ItemLink } from "./_item_parts.tsx";
import { Layout, SearchForm } from "./_layout.tsx";

/** The first page: a search box and a few items to begin with. */
export function HomePage(
  { site, itemCount, examples }: {
    site: string;
    itemCount: number;
    examples: readonly ModelItem[];
  },
) {
  return (
    <Layout site={site} ownSearch>
      <section class="hero">
        <h1>What goes with what?</h1>
        <p class="lead">
          Pick one of {formatCount(itemCount)}{" "}
          items and see what people most likely want beside it.
        </p>
        <SearchForm label="Search items" hint="Title, brand or id" />
      </section>
      {examples.length === 0 ? null : (
        <section aria-labelledby="examples">
          <h2 id="examples">Start with one of these</h2>
          <ul class="cards">
            {examples.map((item) => (
              <li>
                <ItemLink item={item} />
                <ItemFacts item={item} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}
