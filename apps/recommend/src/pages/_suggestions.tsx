/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import { itemPath } from "../_item_path.ts";
import { formatPrice, nameOf } from "./_item_parts.tsx";
import { addressOf, type Visit } from "./_visit.ts";

/** What the search box shows while somebody types: a part of a page. */
export function Suggestions(
  { items, visit }: { items: readonly ModelItem[]; visit: Visit },
) {
  return (
    <>
      {items.map((item, i) => {
        const facts = [
          item.brand,
          item.price === null ? null : formatPrice(item.price),
        ].filter((fact) => fact !== null && fact !== "");
        return (
          <a
            role="option"
            aria-selected="false"
            id={`suggestion-${i}`}
            tabindex={-1}
            href={addressOf(itemPath(item.id), visit)}
          >
            <span class="suggested">{nameOf(item)}</span>
            <span class="facts">{facts.join(" · ")}</span>
          </a>
        );
      })}
    </>
  );
}
