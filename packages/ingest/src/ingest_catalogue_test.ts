import { RELATIONS } from "@kindred/core";
import {
  openArtifact,
  readCataloguePairs,
  readJson,
  readProducts,
  verifyArtifact,
} from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { existsSync } from "node:fs";
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import {
  CATALOGUE_LINES,
  ignoreWithout,
  readFolder,
  withFolder,
  writeSource,
} from "./_testing.ts";
import { ingestCatalogue } from "./ingest_catalogue.ts";

/** Pairs as [left, right, names by relation], names as ids: `a>b`. */
async function readPairs(directory: string): Promise<string[]> {
  const catalogue = await openArtifact(directory, "catalogue");
  const ids = (await readProducts(catalogue)).map(({ id }) => id);
  const { kind, pairs } = await readCataloguePairs(catalogue);
  assert.ok(kind === "related");
  const { left, right, directions } = pairs;
  return [...left].map((l, p) => {
    const [a, b] = [ids[l], ids[right[p]!]];
    const names = RELATIONS.flatMap((relation) => {
      const bits = directions[relation][p]!;
      assert.ok(bits <= 3);
      return [
        ...(bits & 1 ? [`${relation} ${a}>${b}`] : []),
        ...(bits & 2 ? [`${relation} ${b}>${a}`] : []),
      ];
    });
    return `${l} ${right[p]}: ${names.join(", ")}`;
  });
}

Deno.test("ingestCatalogue() writes the items, pairs and directions of a catalogue made by hand", () =>
  withFolder(async (folder) => {
    const source = await writeSource(folder, "meta.json", CATALOGUE_LINES);
    const out = join(folder, "out");
    const { manifest, report } = await ingestCatalogue([source], out);

    const catalogue = await openArtifact(out, "catalogue");
    await verifyArtifact(catalogue);
    const nothing = { title: null, brand: null, price: null, categories: [] };
    assert.deepEqual(await readProducts(catalogue), [
      { id: "a", ...nothing },
      { id: "b", ...nothing },
      {
        id: "c",
        title: "C's",
        brand: "Brand",
        price: 2.5,
        categories: ["x > y", "z"],
      },
      { id: "d", ...nothing },
    ]);
    assert.deepEqual(await readPairs(out), [
      "0 1: bought_together a>b",
      "0 2: also_bought a>c, also_bought c>a",
      "1 2: also_bought c>b, also_viewed c>b",
      "1 3: buy_after_viewing b>d",
    ]);
    const way = (pairs: number, oneWay: number) => ({ pairs, oneWay });
    assert.deepEqual(report, {
      sources: [{
        name: source,
        format: "records",
        lines: 6,
        bytes: (await stat(source)).size,
        truncated: false,
      }],
      lines: 6,
      products: 5,
      skipped: {
        duplicate: {
          count: 1,
          first: [{ source, line: 6, detail: '"a"' }],
        },
      },
      links: {
        named: 10,
        repeated: 1,
        self: 1,
        dangling: 2,
        danglingTargets: 1,
        unusable: 0,
      },
      items: 4,
      pairs: 4,
      degrees: {
        min: 1,
        median: 2,
        mean: 2,
        p90: 3,
        p99: 3,
        max: 3,
        histogram: [
          { from: 1, to: 1, items: 1 },
          { from: 2, to: 3, items: 3 },
        ],
      },
      hubs: [
        { id: "b", title: null, degree: 3, share: 1 },
        { id: "a", title: null, degree: 2, share: 2 / 3 },
        { id: "c", title: "C's", degree: 2, share: 2 / 3 },
        { id: "d", title: null, degree: 1, share: 1 / 3 },
      ],
      components: { count: 1, largest: 4, largestShare: 1 },
      relations: {
        also_bought: way(2, 1),
        also_viewed: way(1, 1),
        bought_together: way(1, 1),
        buy_after_viewing: way(1, 1),
      },
      unconnected: 1,
      unconnectedShare: 0.2,
    });
    assert.deepEqual(await readJson(join(out, "report.json")), report);
    assert.deepEqual(manifest, catalogue.manifest);
    assert.deepEqual(manifest.counts, {
      items: 4,
      pairs: 4,
      lines: 6,
      products: 5,
    });
  }));

Deno.test("ingestCatalogue() reads the same from gzip, and from the 2018 form", () =>
  withFolder(async (folder) => {
    const zipped = await writeSource(
      folder,
      "meta.json.gz",
      gzipSync(CATALOGUE_LINES.join("\r\n")),
    );
    await ingestCatalogue([zipped], join(folder, "zipped"));
    const plain = await writeSource(folder, "meta.json", CATALOGUE_LINES);
    await ingestCatalogue([plain], join(folder, "plain"));
    assert.deepEqual(
      await readPairs(join(folder, "zipped")),
      await readPairs(join(folder, "plain")),
    );

    const newer = await writeSource(folder, "2018.json", [
      JSON.stringify({ asin: "b", also_view: ["a"] }),
      JSON.stringify({ asin: "a", also_buy: ["b"] }),
    ]);
    await ingestCatalogue([newer], join(folder, "newer"));
    assert.deepEqual(await readPairs(join(folder, "newer")), [
      "0 1: also_bought a>b, also_viewed b>a",
    ]);
  }));

Deno.test("ingestCatalogue() orders items by the bytes of their ids", () =>
  withFolder(async (folder) => {
    // UTF-16 puts the rice before the small circle, its UTF-8 bytes behind.
    const ids = ["B", "B1", "a", "z", "é", "饭", "\uffee", "🍚"];
    const source = await writeSource(
      folder,
      "meta.json",
      ids.toReversed().map((asin) =>
        JSON.stringify({ asin, also_buy: ids.filter((id) => id !== asin) })
      ),
    );
    const out = join(folder, "out");
    await ingestCatalogue([source], out);
    const products = await readProducts(await openArtifact(out, "catalogue"));
    assert.deepEqual(products.map(({ id }) => id), ids);
    assert.deepEqual(
      ids,
      ids.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
    );
  }));

Deno.test("ingestCatalogue() counts unusable lines by reason and keeps five places", () =>
  withFolder(async (folder) => {
    const good = [CATALOGUE_LINES[0]!, CATALOGUE_LINES[1]!];
    const first = await writeSource(folder, "first.json", [
      "",
      "<html>",
      "[1]",
      "{'asin': 7}",
      ...good,
      ...Array(5).fill("{'asin': 'x'"),
    ]);
    const second = await writeSource(folder, "second.json", [
      good[1]!,
      "   ",
      "{'title': 'no id'}",
      "{'asin': 1 + 1}",
    ]);
    const { report } = await ingestCatalogue(
      [first, second],
      join(folder, "out"),
    );
    const broken = `column 13 must hold "," or "}", got the end of the line`;
    assert.equal(report.lines, 15);
    assert.deepEqual(report.skipped, {
      blank: {
        count: 2,
        first: [
          { source: first, line: 1, detail: "" },
          { source: second, line: 2, detail: "" },
        ],
      },
      syntax: {
        count: 7,
        first: [
          {
            source: first,
            line: 2,
            detail: 'column 1 must hold a value, got "<html>"',
          },
          ...[7, 8, 9, 10].map((line) => ({
            source: first,
            line,
            detail: broken,
          })),
        ],
      },
      "no-record": {
        count: 1,
        first: [{ source: first, line: 3, detail: "[1]" }],
      },
      "no-id": {
        count: 2,
        first: [
          { source: first, line: 4, detail: "{'asin': 7}" },
          { source: second, line: 3, detail: "{'title': 'no id'}" },
        ],
      },
      duplicate: {
        count: 1,
        first: [{ source: second, line: 1, detail: '"a"' }],
      },
    });
  }));

Deno.test("ingestCatalogue() keeps the places of the first five repeats, over sources", () =>
  withFolder(async (folder) => {
    const first = await writeSource(folder, "first.json", CATALOGUE_LINES);
    const second = await writeSource(folder, "second.json", [
      ...CATALOGUE_LINES,
      `{'asin': 'f', 'related': {'also_bought': ['a']}}`,
    ]);
    const out = join(folder, "out");
    const { report } = await ingestCatalogue([first, second], out);
    assert.deepEqual(report.skipped.duplicate, {
      count: 7,
      first: [
        { source: first, line: 6, detail: '"a"' },
        { source: second, line: 1, detail: '"c"' },
        { source: second, line: 2, detail: '"a"' },
        { source: second, line: 3, detail: '"b"' },
        { source: second, line: 4, detail: '"d"' },
      ],
    });
    assert.equal(report.pairs, 5);
    assert.equal((await readPairs(out)).at(2), "0 4: also_bought f>a");
  }));

Deno.test("ingestCatalogue() gives the same bytes on every run", () =>
  withFolder(async (folder) => {
    // More rows than one of DuckDB's vectors has, and ids in no order.
    const ids = Array.from({ length: 3000 }, (_, i) => `i${i * 7919 % 3000}`);
    const source = await writeSource(
      folder,
      "meta.json",
      ids.map((asin, i) =>
        JSON.stringify({
          asin,
          title: `Item ${i}`,
          also_buy: [1, 2, 30].map((step) => ids[(i + step) % ids.length]),
          also_view: [ids[i * 31 % ids.length]],
        })
      ),
    );
    const runs = [join(folder, "one"), join(folder, "two")];
    for (const out of runs) await ingestCatalogue([source], out);
    assert.deepEqual(
      await readFolder(runs[0]!),
      await readFolder(runs[1]!),
    );
    const { pairs: { left, right } } = await readCataloguePairs(
      await openArtifact(runs[0]!, "catalogue"),
    );
    for (let p = 0; p < left.length; p++) {
      assert.ok(left[p]! < right[p]!);
      assert.ok(
        p === 0 || left[p - 1]! < left[p]! ||
          (left[p - 1] === left[p] && right[p - 1]! < right[p]!),
      );
    }
  }));

Deno.test("ingestCatalogue() never evaluates what it reads", () =>
  withFolder(async (folder) => {
    const trace = join(folder, "trace");
    const source = await writeSource(folder, "meta.json", [
      ...CATALOGUE_LINES,
      `{'asin': __import__('os').system('touch ${trace}')}`,
      `{'asin': 'x', 'title': __import__('os').system('touch ${trace}')}`,
      `__import__('os').system('touch ${trace}')`,
      `{'asin': "x'; COPY items TO '${trace}'; --"}`,
      `{"asin": "$(touch ${trace})"}`,
    ]);
    const { report } = await ingestCatalogue([source], join(folder, "out"));
    assert.equal(report.skipped.syntax?.count, 3);
    assert.deepEqual(
      report.skipped.syntax.first.map(({ line }) => line),
      [7, 8, 9],
    );
    assert.equal(existsSync(trace), false);
  }));

Deno.test("ingestCatalogue() keeps control characters as they are", () =>
  withFolder(async (folder) => {
    const controls = Array.from(
      { length: 32 },
      (_, code) => String.fromCharCode(code),
    ).join("");
    const text = `a${controls}\x7f\u2028"'z`;
    const source = await writeSource(folder, "meta.json", [
      JSON.stringify({
        asin: text,
        title: text,
        brand: text,
        categories: [[text, text], ["b\x1fc"]],
        also_buy: ["b"],
      }),
      JSON.stringify({ asin: "b", also_buy: [text] }),
    ]);
    const out = join(folder, "out");
    await ingestCatalogue([source], out);
    const products = await readProducts(await openArtifact(out, "catalogue"));
    assert.deepEqual(products[0], {
      id: text,
      title: text,
      brand: text,
      price: null,
      categories: [`${text} > ${text}`, "b\x1fc"],
    });
    assert.equal((await readPairs(out)).length, 1);
  }));

Deno.test("ingestCatalogue() writes into folders of any name", () =>
  withFolder(async (folder) => {
    const source = await writeSource(
      folder,
      "it's a [source]*.json",
      CATALOGUE_LINES,
    );
    const out = join(folder, "it's", "left=1", "a [folder]* 饭");
    const { report } = await ingestCatalogue([source], out);
    assert.equal(report.pairs, 4);
    assert.equal((await readPairs(out)).length, 4);
  }));

const BEAUTY = fileURLToPath(
  new URL(
    "../../../../shared/data/amazon-2014-beauty/meta_Beauty.json.gz",
    import.meta.url,
  ),
);

Deno.test({
  name:
    "ingestCatalogue() finds 11,959 items and 241,261 pairs in Amazon Beauty",
  ignore: ignoreWithout(existsSync(BEAUTY), `no ${BEAUTY}`),
  fn: () =>
    withFolder(async (folder) => {
      const { report } = await ingestCatalogue([BEAUTY], join(folder, "out"));
      assert.equal(report.lines, 12_101);
      assert.equal(report.items, 11_959);
      assert.equal(report.pairs, 241_261);
      assert.deepEqual(report.skipped, {});
    }),
});
