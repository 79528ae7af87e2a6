import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readRows, recommend, rowsOf } from "./_rows.ts";
import type { Site } from "./_site.ts";

/** Presses Tab until the focus is on what is looked for. */
async function tabTo(page: Page, words: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const said = await page.evaluate(
      "document.activeElement.getAttribute('placeholder') ?? " +
        "document.activeElement.textContent.trim().replace(/\\s+/g, ' ')",
    ) as string;
    if (said.includes(words)) return;
  }
  assert.fail(`the keyboard does not get to "${words}"`);
}

/** The main path without JavaScript and without a mouse. */
export function noScriptSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  const options = { javaScriptEnabled: false };

  test("without JavaScript: search, item, basket, rules, by keyboard", (site) =>
    site.visit(options, async (page) => {
      await page.goto("/");
      await tabTo(page, "Title, brand or id");
      await page.keyboard.type("extra long aged basmati");
      await page.keyboard.press("Enter");
      await page.getByText(/^(The best|One|\d+) item/).waitFor();
      await tabTo(page, "Himal Extra Long Aged Basmati Rice, 5 lb");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "Himal Extra Long" })
        .waitFor();

      // The item itself, and with each other one its price, brand, score and why.
      const head = await page.locator(".item dl").innerText();
      for (const fact of ["Himal", "12.99", "PANTRY0001"]) {
        assert.ok(head.includes(fact), fact);
      }
      const answer = await recommend(site.url, {
        basket: ["PANTRY0001"],
        k: 12,
      });
      const rows = await readRows(page);
      assert.deepEqual(rows.map(({ why: _, ...row }) => row), rowsOf(answer));
      assert.ok(rows.some(({ brand }) => brand !== null));
      assert.ok(rows.every(({ why }) => why.length > 0));
      assert.ok(
        rows.some(({ why }) =>
          why.some((reason) => /^Both go with \S/.test(reason))
        ),
      );

      await tabTo(page, "Add to the basket");
      await page.keyboard.press("Enter");
      await page.getByText("In the basket").waitFor();
      await tabTo(page, `Add ${rows[2]!.title} to the basket`);
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Basket 2" }).waitFor();
      await tabTo(page, "Basket 2");
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "2 items in the basket" })
        .waitFor();
      const basket = ["PANTRY0001", answer.items[2]!.id];
      assert.deepEqual(
        (await readRows(page)).map(({ why: _, ...row }) => row),
        rowsOf(await recommend(site.url, { basket, k: 12 })),
      );

      await tabTo(page, "Rules");
      await page.keyboard.press("Enter");
      await page.getByLabel("Price to").fill("5");
      await page.getByLabel("At most of one brand").fill("1");
      await tabTo(page, "Apply");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Take away: Up to 5" }).waitFor();
      const ruled = await recommend(site.url, {
        basket,
        k: 12,
        filter: { price: { max: 5 } },
        at_most: { brand: 1 },
      });
      assert.ok(ruled.items.length > 3);
      assert.deepEqual(
        (await readRows(page)).map(({ why: _, ...row }) => row),
        rowsOf(ruled),
      );
      await page.getByRole("link", { name: /^Remove/ }).first().click();
      await page.getByRole("heading", { name: "One item in the basket" })
        .waitFor();
    }));
}
