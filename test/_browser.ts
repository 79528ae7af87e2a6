import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** Where Chromium usually is. */
const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];

const FLAGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The browser of this machine, or undefined where there is none. */
export const BROWSER_PATH = Deno.env.get("KINDRED_BROWSER") ??
  PLACES.find((path) => existsSync(path));

/**
 * Says why tests that need a browser are skipped, where they are.
 *
 * @param tests Which tests they are.
 */
export function tellIfSkipped(tests: string): void {
  if (BROWSER_PATH !== undefined) return;
  // deno-lint-ignore no-console -- a skipped test says why
  console.log(`skipped, ${tests}: there is no Chromium at a known place`);
}

/** Starts the browser. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    ...BROWSER_PATH === undefined ? {} : { executablePath: BROWSER_PATH },
    args: FLAGS,
  });
}
