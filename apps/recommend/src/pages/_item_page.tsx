/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import type { SimilarItem } from "@kindred/recommender";
import {
  formatCount,
  formatPrice,
  formatScore,
  ItemFacts,
  ItemLink,
  nameOf,
} from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";

/** An item and what goes with it; `similar` is null if nothing can be said. */
export function ItemPage(
  { site, item, similar }: {
    site: string;
    item: ModelItem;
    similar: readonly SimilarItem[] | null;
  },
) {
  return (
    <Layout site={site} heading={nameOf(item)}>
      <ItemHead item={item} />
      {similar === null
        ? (
          <section class="notice" aria-labelledby="similar">
            <h2 id="similar">No recommendations yet</h2>
            <p>
              The model has seen no pair that holds this item, so whatever it
              listed here would be chance.
            </p>
          </section>
        )
        : (
          <section aria-labelledby="similar">
            <h2 id="similar">Goes well with</h2>
            <p class="caption">
              The percentage is the model's probability that the two belong
              together.
            </p>
            <ol class="rows ranked">
              {similar.map(({ item, score }) => (
                <SimilarRow key={item.id} item={item} score={score} />
              ))}
            </ol>
          </section>
        )}
    </Layout>
  );
}

function ItemHead({ item }: { item: ModelItem }) {
  const path = item.categories[0]?.split(" > ") ?? [];
  const facts: [name: string, value: string | null][] = [
    ["Brand", item.brand],
    ["Price", item.price === null ? null : formatPrice(item.price)],
    ["Id", item.id],
    ["Training pairs", formatCount(item.pairs)],
  ];
  return (
    <section class="item">
      {path.length === 0 ? null : (
        <p class="path">
          {path.map((category) => <span key={category}>{category}</span>)}
        </p>
      )}
      <h1 class={nameOf(item) === item.id ? "id" : undefined}>
        {nameOf(item)}
      </h1>
      <dl>
        {facts.filter(([, value]) => value !== null && value !== "")
          .map(([name, value]) => (
            <div>
              <dt>{name}</dt>
              <dd class={name === "Id" ? "id" : undefined}>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  );
}

function SimilarRow({ item, score }: SimilarItem) {
  return (
    <li>
      <div class="what">
        <ItemLink item={item} />
        <ItemFacts item={item} />
      </div>
      <div class="score">
        <span class="percent">{formatScore(score)}</span>
        <svg class="bar" aria-hidden="true">
          <rect width={`${(score * 100).toFixed(1)}%`} height="100%" rx="4" />
        </svg>
      </div>
    </li>
  );
}
