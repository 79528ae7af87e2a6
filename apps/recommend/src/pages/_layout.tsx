/** @jsxImportSource hono/jsx */
import { raw } from "hono/html";
import type { Child } from "hono/jsx";

/** What a document begins with; it is no element, so JSX cannot say it. */
const DOCTYPE = raw("<!DOCTYPE html>");

/** Two overlapping rings: things that go together. */
const ICON = `data:image/svg+xml,${
  encodeURIComponent(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" fill="none" stroke="#12806c" stroke-width="4"><circle cx="12" cy="16" r="8"/><circle cx="20" cy="16" r="8"/></svg>',
  )
}`;

/** What every page has. */
export interface LayoutProps {
  /** What the site is called. */
  site: string;
  /** What this page is about; none on the first page. */
  heading?: string;
  /** What was searched for, to stand in the search box. */
  query?: string;
  /** Whether the search box belongs to the page and not to its head. */
  ownSearch?: boolean;
  /** The page itself. */
  children?: Child;
}

/** A whole HTML document around a page. */
export function Layout(props: LayoutProps) {
  const { site, heading, query, ownSearch = false, children } = props;
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
        </head>
        <body>
          <a class="skip" href="#main">Skip to the content</a>
          <header class="top">
            <a class="wordmark" href="/">
              <svg viewBox="0 0 32 32" aria-hidden="true">
                <circle cx="11.5" cy="16" r="8" />
                <circle cx="20.5" cy="16" r="8" />
              </svg>
              {site}
            </a>
            {ownSearch
              ? null
              : <SearchForm query={query} label="Search items" />}
          </header>
          <main id="main">{children}</main>
          <footer>
            <p>
              The same answers as JSON:{" "}
              <a href="/openapi.json">OpenAPI document</a>{" "}
              <span aria-hidden="true">·</span>{" "}
              <a href="/v1/model">the model</a>
            </p>
          </footer>
        </body>
      </html>
    </>
  );
}

/** The search box. There is one on a page. */
export function SearchForm(
  { query = "", label, hint }: {
    query?: string;
    label: string;
    hint?: string;
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
          placeholder={hint ?? "Title, brand or id"}
        />
        <button type="submit">Search</button>
      </div>
    </form>
  );
}
