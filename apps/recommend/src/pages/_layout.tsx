/** @jsxImportSource hono/jsx */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";
import { ICON } from "../_icon.ts";
import { addressOf, BASKET_NAME, type Visit } from "./_visit.ts";
import { RuleInputs } from "./_rule_inputs.tsx";

/** What a document begins with; it is no element, so JSX cannot say it. */
const DOCTYPE = raw("<!DOCTYPE html>");

/** What every page has. */
export interface LayoutProps {
  /** What the site is called. */
  site: string;
  /** What the visitor has put together. */
  visit: Visit;
  /** What this page is about; none on the first page. */
  heading?: string;
  /** Which of the ways in its head leads here. */
  here?: "model" | "basket";
  /** What was searched for, to stand in the search box. */
  query?: string;
  /** Whether the search box belongs to the page and not to its head. */
  ownSearch?: boolean;
  /** What has come of a change, for those who hear the page. */
  status?: string;
  /** The page itself. */
  children?: Child;
}

/** A whole HTML document around a page. */
export function Layout(props: LayoutProps) {
  const { site, visit, heading, here, query, ownSearch = false, children } =
    props;
  return (
    <>
      {DOCTYPE}
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <title>{heading === undefined ? site : `${heading} · ${site}`}</title>
          <link rel="icon" href={ICON} />
          <link rel="stylesheet" href="/style.css" />
          <script src="/app.js" defer></script>
        </head>
        <body>
          <a class="skip" href="#main">Skip to the content</a>
          <header class="top">
            <a class="wordmark" href={addressOf("/", visit)}>
              <svg viewBox="0 0 32 32" aria-hidden="true">
                <circle cx="11.5" cy="16" r="8" />
                <circle cx="20.5" cy="16" r="8" />
              </svg>
              {site}
            </a>
            {ownSearch
              ? null
              : <SearchForm query={query} visit={visit} label="Search items" />}
            <nav class="ways" aria-label="Pages">
              <a
                href={addressOf("/model", visit)}
                aria-current={here === "model" ? "page" : undefined}
              >
                Model
              </a>
              <a
                class="basket-way"
                href={addressOf("/basket", visit)}
                id="basket-way"
                data-part=""
                aria-current={here === "basket" ? "page" : undefined}
              >
                Basket{" "}
                <b class={visit.basket.length > 0 ? "some" : undefined}>
                  {visit.basket.length}
                </b>
              </a>
            </nav>
          </header>
          <main id="main" tabindex={-1}>{children}</main>
          <p class="unseen" role="status" id="status" data-part="">
            {props.status ?? ""}
          </p>
          <footer>
            <p>
              The same answers as JSON: <a href="/docs">API</a>{" "}
              <span aria-hidden="true">·</span>{" "}
              <a href="/openapi.json">OpenAPI document</a>
            </p>
          </footer>
        </body>
      </html>
    </>
  );
}

/** The search box. There is one on a page. */
export function SearchForm(
  { query = "", visit, label }: {
    query?: string;
    visit: Visit;
    label: string;
  },
) {
  return (
    <form class="search" role="search" action="/" method="get">
      <label for="q">{label}</label>
      <div class="field">
        <input
          id="q"
          name="q"
          type="search"
          value={query}
          maxlength={200}
          required
          autocomplete="off"
          spellcheck={false}
          placeholder="Title, brand or id"
        />
        <button type="submit">Search</button>
      </div>
      <div id="carried" data-part="">
        <VisitInputs visit={visit} />
      </div>
    </form>
  );
}

/** Carries a visit through a form. */
export function VisitInputs({ visit }: { visit: Visit }) {
  return (
    <>
      <BasketInputs visit={visit} />
      <RuleInputs rules={visit.rules} />
    </>
  );
}

/** Carries the basket through a form. */
export function BasketInputs({ visit }: { visit: Visit }) {
  return (
    <>
      {visit.basket.map((id) => (
        <input type="hidden" name={BASKET_NAME} value={id} />
      ))}
    </>
  );
}
