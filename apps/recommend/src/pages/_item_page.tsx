/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { itemPath } from "../_item_path.ts";
import type { Asked } from "./_ask.ts";
import {
  ActionLink,
  formatCount,
  formatPrice,
  nameOf,
} from "./_item_parts.tsx";
import { Layout } from "./_layout.tsx";
import { RuleChips, RulesForm } from "./_rules_form.tsx";
import { SimilarList } from "./_similar_list.tsx";
import { addressOf, type Visit, withItem, withoutItem } from "./_visit.ts";

/** An item and what goes with it. */
export function ItemPage(
  { site, visit, item, asked }: {
    site: string;
    visit: Visit;
    item: ModelItem;
    asked: Asked;
  },
) {
  const { answer, choices, nameOfId } = asked;
  const path = itemPath(item.id);
  return (
    <Layout
      site={site}
      visit={visit}
      heading={nameOf(item)}
      status={answer === null ? "" : `${answer.items.length} recommendations`}
    >
      <ItemHead item={item} visit={visit} path={path} />
      {answer === null
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
            <RulesForm visit={visit} path={path} choices={choices} />
            <div id="answers" data-part="">
              <RuleChips visit={visit} path={path} nameOfId={nameOfId} />
              <SimilarList
                answer={answer}
                visit={visit}
                path={path}
                asked={new Map([[item.id, item]])}
              />
            </div>
          </section>
        )}
    </Layout>
  );
}

function ItemHead(
  { item, visit, path }: { item: ModelItem; visit: Visit; path: string },
) {
  const steps = item.categories[0]?.split(" > ") ?? [];
  const facts: [name: string, value: string | null][] = [
    ["Brand", item.brand],
    ["Price", item.price === null ? null : formatPrice(item.price)],
    ["Id", item.id],
    ["Training pairs", formatCount(item.pairs)],
  ];
  return (
    <section class="item">
      {steps.length === 0 ? null : (
        <p class="path">
          {steps.map((category) => <span key={category}>{category}</span>)}
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
      {item.pairs === 0
        ? null
        : <HeadActions item={item} visit={visit} path={path} />}
    </section>
  );
}

/** Puts the item into the basket; or shows the way there, and the way back. */
function HeadActions(
  { item, visit, path }: { item: ModelItem; visit: Visit; path: string },
) {
  return (
    <p class="actions head" id="item-actions" data-part="">
      {visit.basket.includes(item.id)
        ? (
          <>
            <span class="action done">In the basket</span>
            <a class="action strong" href={addressOf("/basket", visit)}>
              See the basket
            </a>
            <ActionLink
              href={addressOf(path, withoutItem(visit, item.id))}
              says="Remove"
              about={`${nameOf(item)} from the basket`}
            />
          </>
        )
        : (
          <a
            class="action strong main"
            href={addressOf(path, withItem(visit, item.id))}
            rel="nofollow"
            data-live=""
          >
            Add to the basket
          </a>
        )}
    </p>
  );
}
