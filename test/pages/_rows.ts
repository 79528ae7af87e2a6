import type { Page } from "playwright-core";

/** An item as a list shows it. */
export interface Row {
  title: string;
  brand: string | null;
  /** As text, such as `12.99`; null where none is shown. */
  price: string | null;
  /** As text, such as `98.1%`; null where none is shown. */
  score: string | null;
  why: string[];
}

/** Reads the recommendations that a page shows, best first. */
export async function readRows(page: Page): Promise<Row[]> {
  return await page.evaluate(`(() => {
    const rows = [...document.querySelectorAll(".ranked > li")];
    return rows.map((row) => {
      const text = (selector) =>
        row.querySelector(selector)?.textContent.trim() ?? null;
      return {
        title: text(".name"),
        brand: text(".brand"),
        price: text(".price")?.replace(/^price\\s*/, "") ?? null,
        score: text(".percent"),
        why: [...row.querySelectorAll(".why li")].map((li) => li.textContent),
      };
    });
  })()`);
}

/** What the API answers: as much of it as is compared. */
export interface ApiAnswer {
  items: {
    id: string;
    title: string | null;
    brand: string | null;
    price: number | null;
    score: number | null;
  }[];
}

/** Returns an answer of the API as a page must show it. */
export function rowsOf({ items }: ApiAnswer): Omit<Row, "why">[] {
  return items.map(({ id, title, brand, price, score }) => ({
    title: title ?? id,
    brand,
    price: price === null ? null : price.toFixed(2),
    score: score === null ? "–" : `${Math.min(100 * score, 99.9).toFixed(1)}%`,
  }));
}

/** Asks the API for what goes with a basket. */
export async function recommend(
  url: string,
  question: Readonly<Record<string, unknown>>,
): Promise<ApiAnswer> {
  const response = await fetch(`${url}/v1/recommend`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(question),
  });
  if (!response.ok) throw new Error(await response.text());
  return await response.json();
}
