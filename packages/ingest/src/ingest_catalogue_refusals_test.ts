import { KindredError, type ProgressEvent } from "@kindred/core";
import assert from "node:assert/strict";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  CATALOGUE_LINES,
  readFolder,
  withFolder,
  writeSource,
} from "./_testing.ts";
import { ingestCatalogue, isIngested } from "./ingest_catalogue.ts";

/** Sources that give no catalogue, and the sentence that says why. */
const REFUSED: [
  name: string,
  contents: readonly (readonly string[])[],
  sentence: (paths: string[]) => string,
][] = [
  [
    "only broken lines",
    [["", "<html>", "[]"]],
    ([path]) =>
      `Cannot ingest "${path}": it must hold products, got none in 3 lines; line 1: blank`,
  ],
  [
    "a page in place of records",
    [["<html>", ""]],
    ([path]) =>
      `Cannot ingest "${path}": it must hold products, got none in 2 lines; line 1: column 1 must hold a value, got "<html>"`,
  ],
  [
    "one broken line",
    [["{'asin': 'A"]],
    ([path]) =>
      `Cannot ingest "${path}": it must hold products, got none in 1 line; line 1: column 12 must hold a closing ' for the string that begins at column 10, got the end of the line`,
  ],
  [
    "one product",
    [["{'asin': 'A'}"]],
    ([path]) =>
      `Cannot ingest "${path}": its products must go with one another, got 1 product and no pair among them`,
  ],
  [
    "several sources without a record",
    [[""], ["[]", "3"], ["<html>"]],
    ([a, b, c]) =>
      `Cannot ingest "${a}", "${b}", "${c}": it must hold products, got none in 4 lines; line 1 of "${a}": blank`,
  ],
  [
    "products that name nobody",
    [[
      `{'asin': 'a'}`,
      `{'asin': 'b', 'related': {'also_bought': ['b', 'c']}}`,
    ]],
    ([path]) =>
      `Cannot ingest "${path}": its products must go with one another, got 2 products and no pair among them`,
  ],
];

for (const [name, contents, sentence] of REFUSED) {
  Deno.test(`ingestCatalogue() throws KindredError and leaves nothing for ${name}`, () =>
    withFolder(async (folder) => {
      const paths: string[] = [];
      for (const [i, lines] of contents.entries()) {
        paths.push(await writeSource(folder, `${i}.json`, lines));
      }
      const before = await readdir(folder);
      await assert.rejects(
        ingestCatalogue(paths, join(folder, "out"), { format: "amazon" }),
        (error) => {
          assert.ok(error instanceof KindredError);
          assert.equal(error.message, sentence(paths));
          return true;
        },
      );
      assert.deepEqual(await readdir(folder), before);
    }));
}

Deno.test("ingestCatalogue() throws KindredError and leaves nothing if gzip is cut short", () =>
  withFolder(async (folder) => {
    const whole = gzipSync(CATALOGUE_LINES.join("\n"));
    const source = await writeSource(folder, "cut.gz", whole.subarray(0, -8));
    await assert.rejects(ingestCatalogue([source], join(folder, "out")), {
      name: "KindredError",
      message: new RegExp(
        "gzip stream must be whole, got an end in its middle after \\d+ bytes of text$",
      ),
    });
    assert.deepEqual(await readdir(folder), ["cut.gz"]);
  }));

Deno.test("ingestCatalogue() throws KindredError for a source that is missing or a folder", () =>
  withFolder(async (folder) => {
    const source = await writeSource(folder, "meta.json", CATALOGUE_LINES);
    const cases = [[join(folder, "none"), "no such file"], [
      folder,
      "a folder",
    ]];
    for (const [path, found] of cases) {
      await assert.rejects(
        ingestCatalogue([source, path!], join(folder, "out")),
        {
          name: "KindredError",
          message:
            `Cannot read "${path}": it must be a readable file, got ${found}`,
        },
      );
    }
    assert.deepEqual(await readdir(folder), ["meta.json"]);
  }));

Deno.test("ingestCatalogue() throws KindredError for columns of --format amazon before it looks for a source", () =>
  withFolder(async (folder) => {
    const options = { format: "amazon", columns: { title: "name" } } as const;
    await assert.rejects(
      ingestCatalogue([join(folder, "none")], join(folder, "out"), options),
      {
        name: "KindredError",
        message:
          "Cannot use --title: one of the sources must be a table to have such a column, got only product records",
      },
    );
  }));

Deno.test("ingestCatalogue() throws RangeError without a source", async () => {
  await assert.rejects(
    ingestCatalogue([], "out"),
    new RangeError("Cannot ingest: there must be a source, got none"),
  );
});

Deno.test("ingestCatalogue() throws ArtifactError where a catalogue is, and replaces it by force", () =>
  withFolder(async (folder) => {
    const source = await writeSource(folder, "meta.json", CATALOGUE_LINES);
    const out = join(folder, "out");
    await ingestCatalogue([source], out);
    const before = await readFolder(out);
    const smaller = await writeSource(
      folder,
      "two.json",
      CATALOGUE_LINES.slice(0, 2),
    );
    await assert.rejects(ingestCatalogue([smaller], out), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist yet, got a catalogue; --force replaces it`,
    });
    assert.deepEqual(await readFolder(out), before);
    const { report } = await ingestCatalogue([smaller], out, { force: true });
    assert.equal(report.pairs, 1);
  }));

/** Lines enough that the signal and progress are looked at on the way. */
const MANY_LINES = Array.from(
  { length: 2500 },
  (_, i) => JSON.stringify({ asin: `${i}`, also_buy: [`${(i + 1) % 2500}`] }),
);

Deno.test("ingestCatalogue() leaves nothing behind when the signal stops it", () =>
  withFolder(async (folder) => {
    const source = await writeSource(folder, "meta.json", MANY_LINES);
    const temporary = Deno.env.get("TMPDIR");
    // Where it would spill, too, nothing may stay.
    Deno.env.set("TMPDIR", folder);
    try {
      for (const stopAt of [0, 1, 50_000]) {
        const controller = new AbortController();
        const stop = new Error(`stopped at ${stopAt}`);
        if (stopAt === 0) controller.abort(stop);
        const work = ingestCatalogue([source], join(folder, "out"), {
          signal: controller.signal,
          onProgress: ({ done }) => {
            if (done >= stopAt) controller.abort(stop);
          },
        });
        await assert.rejects(work, stop);
        assert.deepEqual(await readdir(folder), ["meta.json"]);
      }
    } finally {
      if (temporary === undefined) Deno.env.delete("TMPDIR");
      else Deno.env.set("TMPDIR", temporary);
    }
  }));

Deno.test("ingestCatalogue() reports the bytes read, and at last all of them", () =>
  withFolder(async (folder) => {
    const sources = [
      await writeSource(folder, "meta.json", MANY_LINES),
      await writeSource(folder, "more.json.gz", gzipSync(MANY_LINES[0]!)),
    ];
    const events: ProgressEvent[] = [];
    await ingestCatalogue(sources, join(folder, "out"), {
      onProgress: (event) => events.push(event),
    });
    let total = 0;
    for (const source of sources) total += (await stat(source)).size;
    let last = 0;
    for (const { task, done, ...rest } of events) {
      assert.deepEqual([task, rest], ["ingest", { total, unit: "bytes" }]);
      assert.ok(done > last);
      last = done;
    }
    assert.equal(last, total);
  }));

Deno.test("isIngested() compares sources by content and name, and the options", () =>
  withFolder(async (folder) => {
    const source = await writeSource(folder, "meta.json", CATALOGUE_LINES);
    const out = join(folder, "out");
    assert.equal(await isIngested([source], out), false);
    await ingestCatalogue([source], out, { targets: "all", strict: false });

    const same = { targets: "all" } as const;
    assert.equal(await isIngested([source], out, same), true);
    assert.equal(
      await isIngested([source], out, { ...same, memoryLimit: "1GB" }),
      true,
    );
    assert.equal(await isIngested([source], out), false);
    assert.equal(await isIngested(["-"], out, same), false);
    const second = await writeSource(folder, "second.json", CATALOGUE_LINES);
    assert.equal(await isIngested([second], out, same), false);
    assert.equal(await isIngested([source, second], out, same), false);
    await writeSource(folder, "meta.json", CATALOGUE_LINES.slice(0, 3));
    assert.equal(await isIngested([source], out, same), false);
    await assert.rejects(isIngested([join(folder, "none")], out), {
      name: "KindredError",
    });
  }));
