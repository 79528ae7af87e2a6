import assert from "node:assert/strict";
import { Markup, markup } from "./markup.ts";

Deno.test("markup escapes text in element and attribute, not markup", () => {
  const hostile = `"><img src=x onerror='a&b'>`;
  const escaped = "&quot;&gt;&lt;img src=x onerror=&#39;a&amp;b&#39;&gt;";
  const bold = new Markup("<b>1</b>");
  assert.equal(
    markup`<p title="${hostile}">${hostile}${[bold, 2]}</p>`.text,
    `<p title="${escaped}">${escaped}<b>1</b>2</p>`,
  );
});
