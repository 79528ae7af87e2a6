/** @jsxImportSource hono/jsx */
import type { ModelItem } from "@kindred/core";
import type { SimilarItem, SimilarItems } from "@kindred/recommender";
import {
  ActionLink,
  AddLink,
  formatScore,
  ItemFacts,
  ItemLink,
  nameOf,
} from "./_item_parts.tsx";
import { addressOf, type Visit, withRules } from "./_visit.ts";
import { whyInWords } from "./_why.ts";

/** What every row of an answer needs to know. */
interface RowContext {
  visit: Visit;
  /** The page that the rows stand on. */
  path: string;
  /** The items that were asked for, by their ids. */
  asked: ReadonlyMap<string, ModelItem>;
}

/** The items of an answer, best first, with what can be done with each. */
export function SimilarList(
  { answer, ...context }: RowContext & { answer: SimilarItems },
) {
  const { items, complete } = answer;
  return (
    <>
      {items.length === 0 ? null : (
        <ol class="rows ranked">
          {items.map((similar) => (
            <SimilarRow
              {...context}
              similar={similar}
            />
          ))}
        </ol>
      )}
      {items.length > 0
        ? null
        : <p class="lead none">Nothing passes these rules. Take one away.</p>}
      {complete || items.length === 0 ? null : (
        <p class="caption after">
          There may be more that pass: only the nearest items of the model were
          looked at.
        </p>
      )}
    </>
  );
}

function SimilarRow(
  { similar: { item, score, why }, ...context }: RowContext & {
    similar: SimilarItem;
  },
) {
  const { visit, path, asked } = context;
  const reasons = why === undefined ? [] : whyInWords(why, asked);
  const { hidden, pinned } = visit.rules;
  const isPinned = pinned.includes(item.id);
  const changed = (rules: Partial<Visit["rules"]>) =>
    addressOf(path, withRules(visit, rules));
  return (
    <li>
      <div class="what">
        <ItemLink item={item} visit={visit} />
        <ItemFacts item={item} />
        {reasons.length === 0 ? null : (
          <ul class="why" aria-label="Why">
            {reasons.map((reason) => <li key={reason}>{reason}</li>)}
          </ul>
        )}
      </div>
      <div class="beside">
        <Score score={score} />
        <p class="actions">
          <ActionLink
            href={changed({
              pinned: isPinned
                ? pinned.filter((id) => id !== item.id)
                : [...pinned, item.id],
            })}
            says={isPinned ? "Unpin" : "Pin"}
            about={nameOf(item)}
          />
          <ActionLink
            href={changed({
              hidden: [...hidden, item.id],
              pinned: pinned.filter((id) => id !== item.id),
            })}
            says="Hide"
            about={nameOf(item)}
          />
          <AddLink item={item} visit={visit} path={path} />
        </p>
      </div>
    </li>
  );
}

/** A probability as a number and as a bar. */
function Score({ score }: { score: number | null }) {
  if (score === null) {
    return (
      <p class="score">
        <span class="unseen">No probability</span>
        <span class="percent" aria-hidden="true">–</span>
      </p>
    );
  }
  return (
    <div class="score">
      <span class="unseen">Probability</span>
      <span class="percent">{formatScore(score)}</span>
      <svg class="bar" aria-hidden="true">
        <rect width={`${(score * 100).toFixed(1)}%`} height="100%" rx="4" />
      </svg>
    </div>
  );
}
