import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, Page } from "playwright-core";
import { BROWSER_PATH, launchBrowser, tellIfSkipped } from "./_browser.ts";
import { kindredJson, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

tellIfSkipped("report page tests");

/** Evaluates a run, compares it with another, and opens a browser for the pages. */
async function withPages(
  use: (browser: Browser, urls: string[]) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
    const at = (name: string): string => join(folder, name);
    await writeTwoWorlds(at("worlds.json"));
    await kindredJson("ingest", at("worlds.json"), "--out", at("catalogue"));
    await kindredJson("split", at("catalogue"), "--out", at("split"));
    for (const [run, epochs] of [["long", "30"], ["short", "2"]] as const) {
      const flags = ["--dimensions", "16", "--epochs", epochs];
      await kindredJson("train", at("split"), "--out", at(run), ...flags);
    }
    const runs = [at("long"), at("short")];
    await kindredJson("evaluate", runs[0]!, "--out", at("report"));
    await kindredJson("compare", ...runs, "--out", at("comparison"));
    const browser = await launchBrowser();
    try {
      await use(
        browser,
        ["report", "comparison"].map((name) =>
          pathToFileURL(join(at(name), "report.html")).href
        ),
      );
    } finally {
      await browser.close();
    }
  });
}

/** What is asked of a page in the browser, where the types of a browser are not. */
interface Measures {
  sideways: number;
  levels: number[];
  deadLinks: string[];
  titles: number;
  background: string;
  lineColour: string;
}

async function measure(page: Page): Promise<Measures> {
  return await page.evaluate(`(() => {
    const all = (selector) => [...document.querySelectorAll(selector)];
    const { scrollWidth, clientWidth, } = document.documentElement;
    return {
      sideways: scrollWidth - clientWidth,
      levels: all("h1, h2, h3, h4").map(({ tagName }) => Number(tagName[1])),
      deadLinks: all("nav a").map((a) => a.getAttribute("href"))
        .filter((href) => document.querySelector(href) === null),
      titles: all("svg path > title").length,
      background: getComputedStyle(document.body).backgroundColor,
      lineColour: getComputedStyle(
        all('svg path[stroke="#0072B2"]')[0],
      ).stroke,
    };
  })()`);
}

/** Windows, screens and paper that a page must suit. */
const VIEWS = [
  { width: 390, colorScheme: "light", media: "screen" },
  { width: 390, colorScheme: "dark", media: "screen" },
  { width: 1280, colorScheme: "light", media: "screen" },
  { width: 720, colorScheme: "dark", media: "print" },
] as const;

Deno.test({
  name: "the report and the comparison fit a phone and paper, light and dark",
  ignore: BROWSER_PATH === undefined,
  // The browser's driver keeps timers and pipes of its own.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withPages(async (browser, urls) => {
      for (const url of urls) {
        const looks = new Set<string>();
        for (const { width, colorScheme, media } of VIEWS) {
          const context = await browser.newContext({
            colorScheme,
            viewport: { width, height: 844 },
          });
          const page = await context.newPage();
          const failures: string[] = [];
          page.on("pageerror", ({ message }) => failures.push(message));
          page.on("request", (request) => {
            if (request.url() !== url) failures.push(request.url());
          });
          // What the Content-Security-Policy refuses is said here.
          page.on("console", (message) => failures.push(message.text()));
          await page.emulateMedia({ media });
          await page.goto(url);
          const found = await measure(page);
          const where = `${url}, ${width} px, ${colorScheme}, ${media}`;
          assert.ok(
            found.sideways <= 0,
            `${found.sideways} px too wide: ${where}`,
          );
          for (const [i, level] of found.levels.entries()) {
            assert.ok(level <= (found.levels[i - 1] ?? 0) + 1, `heading ${i}`);
          }
          assert.deepEqual(found.deadLinks, []);
          assert.ok(found.titles > 0);
          assert.deepEqual(failures, []);
          looks.add(`${media} ${found.background} ${found.lineColour}`);
          await context.close();
        }
        // Light, dark, and on paper light whatever the screen is.
        assert.deepEqual([...looks], [
          "screen rgb(255, 255, 255) rgb(0, 114, 178)",
          "screen rgb(20, 23, 27) rgb(86, 180, 233)",
          "print rgb(255, 255, 255) rgb(0, 114, 178)",
        ]);
      }
    }),
});
