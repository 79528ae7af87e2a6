/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import type { Asked } from "./_ask.ts";
import {
  ActionLink,
  formatCount,
  ItemFacts,
  ItemLink,
  nameOf,
} from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";
import { RuleChips, RulesForm } from "./_rules_form.tsx";
import { SimilarList } from "./_similar_list.tsx";
import { addressOf, NEW_VISIT, type Visit, withoutItem } from "./_visit.ts";

/** The basket's own page. */
const PATH = "/basket";

/** The basket, and what goes with it as a whole. */
export function BasketPage(
  { site, visit, items, asked }: {
    site: string;
    visit: Visit;
    /** What the model knows of each item of the basket; null: nothing. */
    items: readonly (ModelItem | null)[];
    asked: Asked;
  },
) {
  const { answer, choices, nameOfId } = asked;
  const known = items.filter((item) => item !== null);
  const count = visit.basket.length;
  if (count === 0) return <EmptyBasket site={site} visit={visit} />;
  return (
    <Layout
      site={site}
      visit={visit}
      heading="Basket"
      here="basket"
      status={`${itemsInWords(count)} in the basket, ${
        answer?.items.length ?? 0
      } recommendations`}
    >
      <section class="item" id="basket" data-part="">
        <h1>{itemsInWords(count)} in the basket</h1>
        <ul class="rows basket">
          {items.map((item, i) => (
            <BasketRow item={item} id={visit.basket[i]!} visit={visit} />
          ))}
        </ul>
        {count < 2 ? null : (
          <p class="actions basket-end">
            <ActionLink
              href={addressOf(PATH, { ...visit, basket: NEW_VISIT.basket })}
              says="Empty the basket"
            />
          </p>
        )}
      </section>
      <section aria-labelledby="similar">
        <h2 id="similar">Goes well with all of it</h2>
        <p class="caption">
          The percentage is the model's probability that an item belongs with
          the basket as a whole.
        </p>
        {answer === null
          ? null
          : <RulesForm visit={visit} path={PATH} choices={choices} />}
        <div id="answers" data-part="">
          {answer === null
            ? (
              <p class="lead none">
                The model has seen no pair that holds one of these items, so
                whatever it listed here would be chance.
              </p>
            )
            : (
              <>
                <RuleChips visit={visit} path={PATH} nameOfId={nameOfId} />
                <SimilarList
                  answer={answer}
                  visit={visit}
                  path={PATH}
                  asked={new Map(known.map((item) => [item.id, item]))}
                />
              </>
            )}
        </div>
      </section>
    </Layout>
  );
}

function BasketRow(
  { item, id, visit }: { item: ModelItem | null; id: string; visit: Visit },
) {
  return (
    <li>
      <div class="what">
        {item === null
          ? (
            <>
              <span class="name id">{id}</span>
              <p class="facts">
                <span class="tag">The model does not know this item</span>
              </p>
            </>
          )
          : (
            <>
              <ItemLink item={item} visit={visit} />
              <ItemFacts item={item} />
            </>
          )}
      </div>
      <p class="actions">
        <ActionLink
          href={addressOf(PATH, withoutItem(visit, id))}
          says="Remove"
          about={`${item === null ? id : nameOf(item)} from the basket`}
        />
      </p>
    </li>
  );
}

function EmptyBasket({ site, visit }: { site: string; visit: Visit }) {
  return (
    <Layout
      site={site}
      visit={visit}
      heading="Basket"
      here="basket"
      status="The basket is empty"
    >
      <section class="hero">
        <h1>The basket is empty</h1>
        <p class="lead">
          Put items into it, and see what goes with all of them together.
        </p>
        <p class="actions head">
          <a class="action strong main" href={addressOf("/", visit)}>
            Find an item
          </a>
        </p>
      </section>
    </Layout>
  );
}

function itemsInWords(count: number): string {
  return count === 1 ? "One item" : `${formatCount(count)} items`;
}
