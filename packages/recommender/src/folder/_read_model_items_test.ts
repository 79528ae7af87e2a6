import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readModelItems } from "./_read_model_items.ts";

const GOOD = {
  id: "a",
  title: null,
  brand: null,
  price: null,
  categories: [],
  pairs: 1,
};

async function withLines(
  lines: unknown[],
  use: (path: string) => Promise<void>,
): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), "kindred-items-"));
  const path = join(directory, "items.ndjson");
  try {
    await writeFile(
      path,
      lines.map((line) =>
        (typeof line === "string" ? line : JSON.stringify(line)) + "\n"
      ).join(""),
    );
    await use(path);
  } finally {
    await rm(directory, { recursive: true });
  }
}

Deno.test("readModelItems() reads items that span pieces of the file", async () => {
  // Three bytes a letter, so that pieces end inside letters too.
  const items = Array.from({ length: 40 }, (_, i) => ({
    ...GOOD,
    id: `ル${i}`,
    title: "ル".repeat(30_000 + i),
  }));
  await withLines(items, async (path) => {
    assert.deepEqual(await readModelItems(path, items.length), items);
  });
});

Deno.test("readModelItems() keeps ids and titles that look like JavaScript", async () => {
  const items = [
    { ...GOOD, id: "__proto__", title: "constructor" },
    { ...GOOD, id: "" },
  ];
  await withLines(items, async (path) => {
    assert.deepEqual(await readModelItems(path, 2), items);
  });
});

Deno.test("readModelItems() throws ArtifactError naming line and field", async () => {
  const cases: [line: unknown, complaint: RegExp][] = [
    ["{", /line 2: it must be JSON, got /],
    ["", /line 2: it must be JSON, got /],
    ["[]", /line 2: it must be a JSON object, got \[\]$/],
    ["null", /line 2: it must be a JSON object, got null$/],
    [{ ...GOOD, id: 7 }, /line 2: "id" must be a text, got 7$/],
    [
      { ...GOOD, id: "b", title: undefined },
      /line 2: "title" must be a text or null, got none$/,
    ],
    [
      { ...GOOD, id: "b", price: "4" },
      /line 2: "price" must be a number or null, got "4"$/,
    ],
    [
      { ...GOOD, id: "b", categories: [1] },
      /line 2: "categories" must be a list of texts, got \[1\]$/,
    ],
    [
      { ...GOOD, id: "b", pairs: -1 },
      /line 2: "pairs" must be a whole number >= 0, got -1$/,
    ],
    [GOOD, /line 2: ids must be distinct, got "a" of line 1 again$/],
  ];
  for (const [line, message] of cases) {
    await withLines([GOOD, line], async (path) => {
      await assert.rejects(readModelItems(path, 2), {
        name: "ArtifactError",
        path,
        message,
      });
    });
  }
});

Deno.test("readModelItems() throws ArtifactError if lines are missing or left over", async () => {
  await withLines([GOOD], async (path) => {
    for (const count of [0, 2]) {
      await assert.rejects(readModelItems(path, count), {
        message: `Cannot read "${path}": it must have ${count} lines, got 1`,
      });
    }
  });
});
