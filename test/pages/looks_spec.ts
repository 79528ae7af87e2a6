import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import type { Site } from "./_site.ts";

const BASKET = "basket=PANTRY0001&basket=PANTRY0007&basket=PANTRY0300";

/** Every kind of page. */
const PAGES: Readonly<Record<string, string>> = {
  "the first page": "/",
  "results": `/?q=rice&${BASKET}`,
  "no results": "/?q=qqqqqqq",
  "an item": "/items/PANTRY0001",
  "an item by rules":
    `/items/PANTRY0001?${BASKET}&pin=PANTRY0010&hide=PANTRY0003&diversity=0.3`,
  "the basket": `/basket?${BASKET}&per-brand=2&price-to=10`,
  "an empty basket": "/basket",
  "the model": "/model",
  "an unknown item": "/items/PANTRY9999",
  "a page that is not there": "/nothing.html",
  "the API": "/docs",
};

/** Windows: the narrowest that must do, a phone, a desk. */
const WIDTHS = [320, 390, 1280] as const;

/** Where the audit, which takes a second a page, can find something of its own. */
const AUDITED: readonly string[] = ["390 px, light", "1280 px, dark"];

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

/** Returns what axe finds wrong: rule, and the elements. */
async function audit(page: Page): Promise<string[]> {
  // The driver evaluates it: the policy lets no page load it.
  await page.evaluate(await readFile(AXE, "utf8"));
  return await page.evaluate(`axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    resultTypes: ["violations"],
  }).then(({ violations }) => violations.map(({ id, nodes }) =>
    id + ": " + nodes.map(({ html }) => html.slice(0, 160)).join(" | ")))`);
}

/** How the page is laid out. */
interface Layout {
  /** How much wider the page is than its window, in px. */
  sideways: number;
  background: string;
  /** What is pressed and smaller than a finger, with its height in px. */
  small: string[];
}

const MEASURE = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement;
  const pressed = document.querySelectorAll(
    ".action, .chip, .ways a, .rules summary, button, .rules input:not([type=hidden])");
  return {
    sideways: scrollWidth - clientWidth,
    background: getComputedStyle(document.body).backgroundColor,
    small: [...pressed].filter((one) => one.checkVisibility() && one.tagName !== "SPAN")
      .map((one) => [one.textContent || one.name, one.getBoundingClientRect().height])
      .filter(([, height]) => height < 40).map(([text, height]) => text + " " + height),
  };
})()`;

/** What every page must be: within its window, legible, accessible, and by itself. */
export function looksSpec(
  test: (name: string, use: (site: Site) => Promise<void>) => void,
): void {
  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of WIDTHS) {
      const view = `${width} px, ${colorScheme}`;
      test(`every page suits ${view}`, async (site) => {
        const backgrounds = new Set<string>();
        const viewport = { width, height: 844 };
        await site.visit({ colorScheme, viewport }, async (page) => {
          for (const [name, path] of Object.entries(PAGES)) {
            await page.goto(path, { waitUntil: "load" });
            const layout = await page.evaluate(MEASURE) as Layout;
            assert.ok(layout.sideways <= 0, `${name}: ${layout.sideways} px`);
            if (width < 500) assert.deepEqual(layout.small, [], name);
            backgrounds.add(layout.background);
            if (AUDITED.includes(view)) {
              assert.deepEqual(await audit(page), [], name);
            }
          }
        });
        // One look: paper, by day and by night.
        assert.deepEqual([...backgrounds], [
          colorScheme === "light" ? "rgb(250, 249, 246)" : "rgb(22, 23, 21)",
        ]);
      });
    }
  }

  test("the audit finds what is wrong", (site) =>
    site.visit({}, async (page) => {
      await page.goto("/");
      await page.evaluate(`(() => {
        document.querySelector(".lead").style.color = "#bbb";
        document.querySelector("label").remove();
        document.querySelector("#q").placeholder = "";
      })()`);
      const rules = (await audit(page)).map((line) => line.split(":")[0]);
      assert.deepEqual(rules.sort(), ["color-contrast", "label"]);
    }));

  test("the policy lets no script run that was put into a page", async (site) => {
    const visit = site.visit({}, async (page) => {
      await page.goto("/");
      await page.evaluate(`(() => {
        const script = document.createElement("script");
        script.textContent = "globalThis.wasRun = true";
        document.body.append(script);
      })()`);
      assert.equal(await page.evaluate("globalThis.wasRun"), undefined);
    });
    // It is noticed, too: the other tests fail where the policy refuses something.
    await assert.rejects(visit, /Content Security Policy/);
  });

  test("the keyboard gets through a page, and the focus is always seen", (site) =>
    site.visit({}, async (page) => {
      await page.goto(PAGES["the basket"]!);
      const stops: string[] = [];
      for (;;) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(`(() => {
          const one = document.activeElement;
          if (one === document.body) return null;
          const ring = (element) => {
            const { outlineStyle, outlineWidth, outlineColor, boxShadow } =
              getComputedStyle(element);
            return (outlineStyle !== "none" && parseFloat(outlineWidth) >= 2 &&
              !outlineColor.endsWith(", 0)")) || boxShadow.includes("0px 0px 0px 1px");
          };
          const { top, bottom, left, right } = one.getBoundingClientRect();
          const isIn = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
          const name = one.textContent.trim() || one.id;
          return name + (ring(one) || ring(one.closest(".field") ?? one) ? "" : " NO RING") +
            (isIn ? "" : " OUTSIDE");
        })()`) as string | null;
        if (stop === null) break;
        stops.push(stop);
        assert.ok(stops.length < 200, "the focus never leaves the page");
      }
      assert.equal(stops[0], "Skip to the content");
      assert.equal(stops.at(-1), "OpenAPI document");
      assert.ok(stops.length > 50);
      assert.deepEqual(
        stops.filter((stop) => /NO RING|OUTSIDE/.test(stop)),
        [],
      );

      // The skip link skips.
      await page.goto(PAGES["an item"]!);
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate("document.activeElement.id"), "main");
      assert.equal(new URL(page.url()).hash, "#main");
    }));
}
