import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readRows, recommend, rowsOf } from "./_rows.ts";
import type { Site } from "./_site.ts";

/** Fails unless the page shows what the API recommends for a basket. */
async function assertRecommended(
  page: Page,
  site: Site,
  basket: string[],
): Promise<void> {
  const shown = await readRows(page);
  const answer = await recommend(site.url, { basket, k: 12 });
  assert.deepEqual(shown.map(({ why: _, ...row }) => row), rowsOf(answer));
}

/** Ids in the basket, as the address of the page says. */
function basketOf(page: Page): string[] {
  return new URL(page.url()).searchParams.getAll("basket");
}

/** The basket, with JavaScript: changes without a new page. */
export function basketSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  test("basket: items are added and taken out without a new page", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/items/PANTRY0001");
      // Lost as soon as another page is loaded.
      await page.evaluate("globalThis.isSamePage = true");
      const add = page.getByRole("link", { name: "Add to the basket" });
      await add.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Basket 1" }).waitFor();
      assert.deepEqual(basketOf(page), ["PANTRY0001"]);
      // The focus is where it was, on what now stands there.
      assert.equal(
        await page.evaluate("document.activeElement.textContent"),
        "See the basket",
      );

      const row = page.locator(".ranked > li").first();
      const title = await row.locator(".name").innerText();
      await row.getByRole("link", { name: /^Add / }).click();
      await page.getByRole("link", { name: "Basket 2" }).waitFor();
      // Whoever pressed can take it back in the same place.
      await row.getByRole("link", { name: `Remove ${title}` }).click();
      await page.getByRole("link", { name: "Basket 1" }).waitFor();
      await row.getByRole("link", { name: /^Add / }).click();
      await page.getByRole("link", { name: "Basket 2" }).waitFor();
      assert.equal(await page.evaluate("globalThis.isSamePage"), true);

      await page.goBack();
      await page.getByRole("link", { name: "Basket 1" }).waitFor();
      await page.goForward();
      await page.getByRole("link", { name: "Basket 2" }).waitFor();
    }));

  test("basket: its recommendations are live, and are those of the API", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/basket?basket=PANTRY0001");
      await page.evaluate("globalThis.isSamePage = true");
      await page.getByRole("heading", { name: "One item in the" }).waitFor();
      await assertRecommended(page, site, ["PANTRY0001"]);

      const before = await readRows(page);
      const row = page.locator(".ranked > li").nth(3);
      await row.getByRole("link", { name: /^Add / }).click();
      await page.getByRole("heading", { name: "2 items in the" }).waitFor();
      const basket = basketOf(page);
      await assertRecommended(page, site, basket);
      const after = await readRows(page);
      assert.notDeepEqual(after, before);
      // What is in the basket is not recommended any more, and is in its list.
      const added = before[3]!.title;
      assert.ok(after.every(({ title }) => title !== added));
      const listed = page.locator(".basket .name");
      assert.equal(await listed.nth(1).innerText(), added);
      // With a basket the reasons name its items.
      const reasons = after.flatMap(({ why }) => why).join("\n");
      assert.match(reasons, /Seen together with .*Basmati/);
      // Those who hear the page are told.
      assert.equal(
        await page.getByRole("status").textContent(),
        "2 items in the basket, 12 recommendations",
      );

      await page.reload();
      assert.deepEqual(await readRows(page), after);

      await page.getByRole("link", { name: /^Remove .*Basmati Rice, 5 lb/ })
        .click();
      await page.getByRole("heading", { name: "One item in the" }).waitFor();
      assert.deepEqual(basketOf(page), basket.slice(1));
      await assertRecommended(page, site, basket.slice(1));
      await page.getByRole("link", { name: /^Remove / }).click();
      await page.getByRole("heading", { name: "The basket is empty" })
        .waitFor();
      await page.getByRole("link", { name: "Find an item" }).click();
      await page.getByRole("heading", { name: "What goes with what?" })
        .waitFor();
    }));

  test("basket: what the model does not know is said, and is no obstacle", (site) =>
    site.visit({}, async (page) => {
      await page.goto(
        "/basket?basket=PANTRY0001&basket=none&basket=PANTRY0007",
      );
      await page.getByRole("heading", { name: "3 items in the" }).waitFor();
      await page.getByText("The model does not know this item").waitFor();
      await assertRecommended(page, site, ["PANTRY0001", "PANTRY0007"]);
      await page.getByRole("link", { name: "Empty the basket" }).click();
      await page.getByRole("heading", { name: "The basket is empty" })
        .waitFor();
      assert.deepEqual(basketOf(page), []);
      await page.goto("/basket?basket=none");
      await page.getByText("would be chance").waitFor();
    }));
}
