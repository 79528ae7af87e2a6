// deno-lint-ignore-file no-console -- a skipped test says why
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createApp } from "@kindred/recommend";
import { serve } from "@kindred/recommend/serve";
import { openModelFolder } from "@kindred/recommender/folder";
import { type Browser, chromium, type Page } from "playwright-core";
import { kindredJson, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

const BROWSERS = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const browserPath = Deno.env.get("KINDRED_BROWSER") ??
  BROWSERS.find((path) => existsSync(path));
if (browserPath === undefined) {
  console.log("skipped, page tests: there is no Chromium at a known place");
}

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Serves a model of the two worlds and opens a browser on it. */
async function withBrowser(
  use: (browser: Browser, url: string, out: string) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const source = join(folder, "worlds.json");
    const out = join(folder, "out");
    await writeTwoWorlds(source);
    await kindredJson(
      "run",
      source,
      "--out",
      out,
      "--dimensions",
      "16",
      "--epochs",
      "60",
      "--seed",
      "3",
    );
    const recommender = await openModelFolder(join(out, "model"));
    const server = await serve(createApp(recommender), { port: 0 });
    const browser = await chromium.launch({
      executablePath: browserPath,
      args: FLAGS,
    });
    try {
      await use(browser, server.url, out);
    } finally {
      await browser.close();
      await server.close();
      await recommender.close();
    }
  });
}

/** Fails where the page is wider than its window. */
async function assertNoSidewaysScroll(page: Page): Promise<void> {
  const [content, window] = await page.evaluate(() => {
    const { documentElement } = (globalThis as unknown as {
      document: {
        documentElement: { scrollWidth: number; clientWidth: number };
      };
    }).document;
    return [documentElement.scrollWidth, documentElement.clientWidth];
  });
  assert.ok(content! <= window!, `${content} px in a window of ${window} px`);
}

Deno.test({
  name: "the page: from the search box to an item's similar items, by keyboard",
  ignore: browserPath === undefined,
  // The browser's driver keeps timers and pipes of its own.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withBrowser(async (browser, url) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(url);
      await page.getByRole("searchbox").first().fill("earls tea 4");
      await page.keyboard.press("Enter");
      await page.getByRole("link", { name: "Earl's tea 4" }).first().click();
      await page.getByRole("heading", { name: "Earl's tea 4" }).waitFor();
      // The eleven others of its world come before all of the other world.
      const listed = await page.locator("main li").allInnerTexts();
      assert.ok(listed.length > 11);
      for (const [place, text] of listed.entries()) {
        const world = place < 11 ? "Earl's tea" : "Smith's nut";
        assert.ok(text.includes(world), `place ${place + 1}: ${text}`);
      }
      await context.close();
    }),
});

Deno.test({
  name: "the pages and the report fit a phone, in light and in dark",
  ignore: browserPath === undefined,
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withBrowser(async (browser, url, out) => {
      for (const colorScheme of ["light", "dark"] as const) {
        const context = await browser.newContext({
          colorScheme,
          viewport: { width: 390, height: 844 },
        });
        const page = await context.newPage();
        const failures: string[] = [];
        page.on("pageerror", (error) => failures.push(error.message));
        page.on("requestfailed", (request) => failures.push(request.url()));
        const report = pathToFileURL(join(out, "report", "report.html")).href;
        const backgrounds = new Set<string>();
        for (const address of [url, `${url}/items/TEA04`, report]) {
          await page.goto(address);
          await assertNoSidewaysScroll(page);
          backgrounds.add(
            await page.evaluate(() =>
              (globalThis as unknown as {
                getComputedStyle(element: unknown): { colorScheme: string };
                document: { documentElement: unknown };
              }).getComputedStyle(
                (globalThis as unknown as {
                  document: { documentElement: unknown };
                }).document.documentElement,
              ).colorScheme
            ),
          );
        }
        assert.deepEqual(failures, []);
        assert.deepEqual([...backgrounds], ["light dark"]);
        await context.close();
      }
    }),
});
