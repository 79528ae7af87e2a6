/** The pages in a real browser, over a model of the sample: what is in `pages/`. */
import { BROWSER_PATH, tellIfSkipped } from "./_browser.ts";
import { type OpenSite, openSite, type Site } from "./pages/_site.ts";
import { basketSpec } from "./pages/basket_spec.ts";
import { looksSpec } from "./pages/looks_spec.ts";
import { modelSpec } from "./pages/model_spec.ts";
import { noScriptSpec } from "./pages/no_script_spec.ts";
import { rulesSpec } from "./pages/rules_spec.ts";
import { searchSpec } from "./pages/search_spec.ts";

tellIfSkipped("page tests");

/** One for all tests: a model takes longer than the tests do. */
let site: Promise<OpenSite> | undefined;

Deno.test.afterAll(async () => await (await site)?.close());

for (
  const spec of [
    noScriptSpec,
    searchSpec,
    basketSpec,
    rulesSpec,
    modelSpec,
    looksSpec,
  ]
) {
  spec((name: string, use: (site: Site) => Promise<void>) =>
    Deno.test({
      name: `page: ${name}`,
      ignore: BROWSER_PATH === undefined,
      // The server and the browser outlive each test.
      sanitizeOps: false,
      sanitizeResources: false,
      fn: async () => await use(await (site ??= openSite())),
    })
  );
}
