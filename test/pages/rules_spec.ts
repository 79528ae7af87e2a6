import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { readRows, recommend, rowsOf } from "./_rows.ts";
import type { Site } from "./_site.ts";

const ITEM = "PANTRY0001";

/** Waits until the page shows what the API answers by the same rules. */
async function waitForRules(
  page: Page,
  site: Site,
  rules: Readonly<Record<string, unknown>>,
): Promise<void> {
  const answer = await recommend(site.url, {
    basket: [ITEM],
    k: 12,
    ...rules,
  });
  const wanted = JSON.stringify(rowsOf(answer));
  let shown = "";
  for (let i = 0; i < 100; i++) {
    const rows = await readRows(page);
    shown = JSON.stringify(rows.map(({ why: _, ...row }) => row));
    if (shown === wanted) return;
    await page.waitForTimeout(50);
  }
  assert.equal(shown, wanted);
}

/** The rules, with JavaScript: applied while they are set. */
export function rulesSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  test("rules: they are applied while they are set, and taken away", (site) =>
    site.visit({}, async (page) => {
      await page.goto(`/items/${ITEM}`);
      await page.evaluate("globalThis.isSamePage = true");
      await page.getByText("Rules", { exact: true }).click();
      // With a script there is nothing to send.
      assert.equal(
        await page.getByRole("button", { name: "Apply" }).isVisible(),
        false,
      );
      const upTo = page.getByLabel("Price to");
      await upTo.pressSequentially("5");
      await waitForRules(page, site, { filter: { price: { max: 5 } } });
      assert.equal(new URL(page.url()).searchParams.get("price-to"), "5");
      // Who types goes on typing.
      assert.equal(
        await upTo.evaluate((box) => box.matches(":focus")),
        true,
      );

      await page.getByLabel("At most of one brand").fill("1");
      await waitForRules(page, site, {
        filter: { price: { max: 5 } },
        at_most: { brand: 1 },
      });
      const brands = (await readRows(page)).map(({ brand }) => brand)
        .filter((brand) => brand !== null);
      assert.equal(new Set(brands).size, brands.length);

      await page.getByRole("slider", { name: "Variety" }).focus();
      for (let i = 0; i < 10; i++) await page.keyboard.press("ArrowRight");
      await waitForRules(page, site, {
        filter: { price: { max: 5 } },
        at_most: { brand: 1 },
        diversity: 0.5,
      });

      const rules = page.getByRole("list", { name: "Rules that are set" });
      assert.equal(await rules.getByRole("link").count(), 4);
      await rules.getByRole("link", { name: "Take away: Up to 5" }).click();
      await waitForRules(page, site, { at_most: { brand: 1 }, diversity: 0.5 });
      assert.equal(await page.getByLabel("Price to").inputValue(), "");
      await rules.getByRole("link", { name: "Clear all" }).click();
      await waitForRules(page, site, {});
      assert.equal(await rules.count(), 0);
      assert.equal(new URL(page.url()).search, "");
      assert.equal(await page.evaluate("globalThis.isSamePage"), true);
    }));

  test("rules: a category and a brand are chosen from what there is", (site) =>
    site.visit({}, async (page) => {
      await page.goto(`/items/${ITEM}`);
      await page.getByText("Rules", { exact: true }).click();
      const proposed = await page.locator("#brand-choices option")
        .evaluateAll((all) => all.map((one) => one.getAttribute("value")!));
      assert.ok(proposed.length > 1);
      for (const brand of proposed.slice(0, 2)) {
        await page.getByLabel("Brand", { exact: true }).fill(brand);
        await waitForRules(page, site, { filter: { brands: [brand] } });
        assert.ok(
          (await readRows(page)).every((row) => row.brand === brand),
        );
      }
      await page.getByLabel("Brand", { exact: true }).fill("Nobody");
      await page.getByText("Nothing passes these rules").waitFor();
      await page.getByRole("link", { name: "Take away: Brand" }).click();
      const categories = await page.locator("#category-choices option")
        .evaluateAll((all) => all.map((one) => one.getAttribute("value")!));
      const category = categories.find((one) => one.includes("Rice"))!;
      await page.getByLabel("Category").fill(category);
      await waitForRules(page, site, { filter: { categories: [category] } });
    }));

  test("rules: an item is pinned and another hidden", (site) =>
    site.visit({}, async (page) => {
      await page.goto(`/items/${ITEM}`);
      const { items } = await recommend(site.url, { basket: [ITEM], k: 12 });
      const row = (place: number) => page.locator(".ranked > li").nth(place);
      await row(5).getByRole("link", { name: /^Pin / }).click();
      const pin = [items[5]!.id];
      await waitForRules(page, site, { pin });
      assert.equal(
        await row(0).locator(".name").innerText(),
        items[5]!.title,
      );
      assert.match(await row(0).innerText(), /Pinned/);
      await row(1).getByRole("link", { name: /^Hide / }).click();
      await waitForRules(page, site, { pin, exclude: [items[0]!.id] });
      await page.getByRole("link", { name: `Hidden: ${items[0]!.title}` })
        .click();
      await waitForRules(page, site, { pin });
      await row(0).getByRole("link", { name: /^Unpin / }).click();
      await waitForRules(page, site, {});
    }));
}
