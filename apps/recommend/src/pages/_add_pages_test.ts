import assert from "node:assert/strict";
import { fixtureRecommender, ITEMS } from "../_recommender_fixture.ts";
import { createApp } from "../create_app.ts";

const app = createApp(fixtureRecommender(), { title: "Corner <shop>" });

async function page(path: string, status = 200): Promise<string> {
  const response = await app.request(path);
  assert.equal(response.status, status, path);
  assert.match(response.headers.get("Content-Type")!, /^text\/html/);
  const html = await response.text();
  assert.match(html, /^<!DOCTYPE html><html lang="en">/);
  // Nothing but our own stylesheet and our own script is loaded.
  const rest = html.replace('<script src="/app.js" defer=""></script>', "");
  assert.doesNotMatch(rest, /<script|src=|href="https?:/);
  assert.doesNotMatch(html, /\[object |undefined|null</);
  return html;
}

Deno.test("GET / shows a labelled search box and the items of most pairs", async () => {
  const html = await page("/");
  assert.match(html, /<title>Corner &lt;shop&gt;<\/title>/);
  assert.match(html, /<label for="q">[^<]+<\/label>/);
  const links = [...html.matchAll(/class="name[^"]*" href="([^"]+)"/g)]
    .map(([, href]) => href);
  // Those with titles first; the untrained brick is none to begin with.
  assert.deepEqual(links, [
    "/items/rice",
    "/items/saffron",
    "/items/__proto__",
    "/items/a%2Fb%3Fc%23d%20%C3%A9%25",
  ]);
});

Deno.test("GET / shows the examples that it was given, as far as they are known", async () => {
  const html = await (await createApp(fixtureRecommender(), {
    exampleIds: ["brick", "none"],
  }).request("/")).text();
  assert.match(html, /href="\/items\/brick"/);
  assert.doesNotMatch(html, /items\/(none|rice)"/);
});

Deno.test("GET /?q= shows what was found and keeps the query", async () => {
  const html = await page("/?q=safron");
  assert.match(html, /One item for “safron”/);
  assert.match(html, /value="safron"/);
  assert.match(html, /href="\/items\/saffron">Saffron threads</);
  assert.match(await page("/?q=qqqqq"), /Nothing found for “qqqqq”/);
  assert.match(await page("/?q=%20"), /What goes with what/);
  assert.match(await page("/?q=brick"), /No recommendations yet/);
});

Deno.test("GET /items/{id} shows the item and what goes with it", async () => {
  const html = await page("/items/rice");
  assert.match(html, /<title>Basmati rice · Corner &lt;shop&gt;<\/title>/);
  assert.match(html, /<h1>Basmati rice<\/h1>/);
  const rows = [...html.matchAll(
    /<li>.*?href="([^"]+)">([^<]+)<.*?class="percent">([^<]+)<.*?width="([^"]+)"/g,
  )].map(([, ...cells]) => cells);
  assert.deepEqual(rows, [
    // Never 100 %: a probability is not a certainty.
    ["/items/saffron", "Saffron threads", "99.9%", "100.0%"],
    ["/items/a%2Fb%3Fc%23d%20%C3%A9%25", "a/b?c#d é%", "75.0%", "75.0%"],
    [
      "/items/__proto__",
      "&lt;script&gt;alert(1)&lt;/script&gt;",
      "50.0%",
      "50.0%",
    ],
  ]);
});

Deno.test("GET /items/{id} works for every id and escapes all of it", async () => {
  for (const { id } of ITEMS.slice(0, 4)) {
    await page(`/items/${encodeURIComponent(id)}`);
  }
  const html = await page("/items/__proto__");
  assert.match(html, /<h1>&lt;script&gt;alert\(1\)&lt;\/script&gt;<\/h1>/);
  assert.match(html, /&quot;&lt;b&gt;&amp;/);
  assert.match(html, /Food &amp; &lt;more&gt;/);
  await page("/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E");
});

Deno.test("GET /items/{id} explains an unknown and an untrained item, with 404", async () => {
  const unknown = await page("/items/safron", 404);
  assert.match(unknown, /Did you mean/);
  assert.match(unknown, /href="\/items\/saffron">saffron</);
  const untrained = await page("/items/brick", 404);
  assert.match(untrained, /<h1>Red brick<\/h1>/);
  assert.match(untrained, /No recommendations yet/);
  await page("/items/%3Cscript%3E", 404);
  await page("/items/a/b", 404);
});

Deno.test("GET /style.css is the only other file a page needs", async () => {
  const response = await app.request("/style.css");
  assert.equal(response.headers.get("Content-Type"), "text/css; charset=utf-8");
  assert.doesNotMatch(await response.text(), /url\(|@import/);
});

Deno.test("pages forbid whatever they do not need", async () => {
  const policy = (await app.request("/")).headers
    .get("Content-Security-Policy")!;
  assert.match(policy, /default-src 'none'/);
  assert.doesNotMatch(policy, /unsafe/);
});
