import assert from "node:assert/strict";
import type { Site } from "./_site.ts";

/** Search as you type. */
export function searchSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  test("search as you type: arrows choose, Enter opens, Escape closes", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/basket");
      const box = page.getByRole("combobox", { name: "Search items" });
      await box.pressSequentially("basmati");
      const options = page.getByRole("option");
      await options.first().waitFor();
      assert.equal(await box.getAttribute("aria-expanded"), "true");
      const offered = await options.allInnerTexts();
      assert.ok(offered.length > 1 && offered.length <= 8);
      for (const text of offered) assert.match(text, /basmati/i);
      // A price, where there is one, helps to choose.
      assert.match(offered.join("\n"), /\d\.\d\d/);

      assert.equal(await box.getAttribute("aria-activedescendant"), null);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const chosen = page.getByRole("option", { selected: true });
      assert.equal(await chosen.count(), 1);
      assert.equal(
        await box.getAttribute("aria-activedescendant"),
        await chosen.getAttribute("id"),
      );
      assert.equal(await chosen.innerText(), offered[1]);
      // Beyond the ends is the box itself.
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("ArrowUp");
      assert.equal(await chosen.count(), 0);
      await page.keyboard.press("ArrowUp");
      assert.equal(await chosen.innerText(), offered.at(-1));

      await page.keyboard.press("Escape");
      await page.getByRole("listbox").waitFor({ state: "hidden" });
      assert.equal(await box.getAttribute("aria-expanded"), "false");
      assert.equal(await box.inputValue(), "basmati");

      await page.keyboard.press("ArrowDown");
      const title = await chosen.locator(".suggested").innerText();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
    }));

  test("search as you type: a click opens, Enter alone searches", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/items/PANTRY0001?basket=PANTRY0002&per-brand=2");
      const box = page.getByRole("combobox", { name: "Search items" });
      await box.pressSequentially("saffron");
      const option = page.getByRole("option").first();
      const title = await option.locator(".suggested").innerText();
      await option.click();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      // What was put together comes along.
      const query = new URL(page.url()).searchParams;
      assert.equal(query.get("basket"), "PANTRY0002");
      assert.equal(query.get("per-brand"), "2");

      await box.pressSequentially("cumin");
      await page.getByRole("option").first().waitFor();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { level: 1, name: "“cumin”" }).waitFor();
      assert.equal(new URL(page.url()).searchParams.get("q"), "cumin");
      await page.getByRole("link", { name: "Basket 1" }).waitFor();
    }));

  test("search as you type: what is not found is not offered", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/");
      const box = page.getByRole("combobox", { name: "Search items" });
      await box.pressSequentially("rice");
      await page.getByRole("option").first().waitFor();
      await box.fill("qqqqqqq");
      await page.getByRole("listbox").waitFor({ state: "hidden" });
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: "Nothing found" }).waitFor();
    }));
}
