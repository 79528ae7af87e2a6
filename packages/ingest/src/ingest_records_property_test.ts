// Random catalogues of records against maps and sets: slow, obvious, and by way of
// the parser's values in place of the reader's codes.
import {
  createRandom,
  type Product,
  type RelatedPairs,
  RELATIONS,
} from "@kindred/core";
import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { readCatalogue, withFolder, writeSource } from "./_testing.ts";
import { ingestCatalogue } from "./ingest_catalogue.ts";
import type { Targets } from "./ingest_options.ts";
import type { IngestReport, LinkFigures } from "./ingest_report.ts";
import { LooseJsonSyntaxError } from "./loose_json/loose_json_syntax_error.ts";
import { parseLooseJson } from "./loose_json/parse_loose_json.ts";
import { randomRecords } from "./random_records_fixture.ts";
import {
  type ProductRecord,
  type RecordFault,
  toProductRecord,
} from "./records/product_record.ts";

/** What a catalogue must be. */
interface Expected {
  products: Product[];
  pairs: RelatedPairs;
  report: Omit<IngestReport, "sources" | "skipped">;
  /** Lines that give no product, 1-based, by reason. */
  skipped: Record<string, number[]>;
}

/** Two ids, the smaller one first, and who names whom by relation. */
interface NamedPair {
  ids: [string, string];
  directions: number[];
}

function expectedOf(lines: readonly string[], targets: Targets): Expected {
  const { records, skipped } = readRecords(lines);
  const isUsed = (id: string) => targets === "all" || records.has(id);
  const { links, named } = countLinks(records);
  const pairs = new Map<string, NamedPair>();
  for (const { from, to, relation } of named) {
    if (!isUsed(to)) continue;
    const ids = sortIds([from, to]) as [string, string];
    const key = JSON.stringify(ids);
    if (!pairs.has(key)) pairs.set(key, { ids, directions: [0, 0, 0, 0] });
    pairs.get(key)!.directions[relation]! |= ids[0] === from ? 1 : 2;
  }
  const items = sortIds(
    new Set([...pairs.values()].flatMap(({ ids }) => ids)),
  );
  const rows = new Map(items.map((id, row) => [id, row]));
  const sorted = [...pairs.values()]
    .map(({ ids, directions }) => ({
      left: rows.get(ids[0])!,
      right: rows.get(ids[1])!,
      directions,
    }))
    .sort((a, b) => a.left - b.left || a.right - b.right);
  const products = items.map((id) => records.get(id)?.product ?? bare(id));
  const known = new Set([...records.keys(), ...items]).size;
  return {
    products,
    skipped,
    pairs: {
      left: Uint32Array.from(sorted, ({ left }) => left),
      right: Uint32Array.from(sorted, ({ right }) => right),
      directions: byRelation((k) =>
        Uint8Array.from(sorted, ({ directions }) => directions[k]!)
      ),
    },
    report: {
      lines: lines.length,
      products: known,
      links,
      items: items.length,
      pairs: sorted.length,
      ...describe(products, sorted),
      relations: byRelation((k) => ({
        pairs: sorted.filter(({ directions }) => directions[k]! > 0).length,
        oneWay:
          sorted.filter(({ directions }) =>
            directions[k] === 1 || directions[k] === 2
          ).length,
      })),
      unconnected: known - items.length,
      unconnectedShare: (known - items.length) / known,
    },
  };
}

function readRecords(lines: readonly string[]): {
  records: Map<string, ProductRecord>;
  skipped: Record<string, number[]>;
} {
  const records = new Map<string, ProductRecord>();
  const skipped: Record<string, number[]> = {};
  for (const [l, line] of lines.entries()) {
    let record: ProductRecord | RecordFault | "duplicate" = readRecord(line);
    if (typeof record !== "string") {
      const { id } = record.product;
      if (records.has(id)) record = "duplicate";
      else records.set(id, record);
    }
    if (typeof record === "string") (skipped[record] ??= []).push(l + 1);
  }
  return { records, skipped };
}

function readRecord(line: string): ProductRecord | RecordFault {
  if (line.trim() === "") return "blank";
  try {
    return toProductRecord(parseLooseJson(line));
  } catch (error) {
    assert.ok(error instanceof LooseJsonSyntaxError);
    return "syntax";
  }
}

/** Counts what records name, and keeps what each relation names, once each. */
function countLinks(records: ReadonlyMap<string, ProductRecord>): {
  links: LinkFigures;
  named: { from: string; to: string; relation: number }[];
} {
  const named: { from: string; to: string; relation: number }[] = [];
  const outside = new Set<string>();
  const links = {
    named: 0,
    repeated: 0,
    self: 0,
    dangling: 0,
    danglingTargets: 0,
    unusable: 0,
  };
  for (const [from, { related, unusableLinks }] of records) {
    links.unusable += unusableLinks;
    for (const [relation, name] of RELATIONS.entries()) {
      const before = new Set<string>();
      for (const to of related[name] ?? []) {
        links.named++;
        if (to === from) links.self++;
        else if (before.has(to)) links.repeated++;
        else {
          before.add(to);
          named.push({ from, to, relation });
          if (records.has(to)) continue;
          links.dangling++;
          outside.add(to);
        }
      }
    }
  }
  links.danglingTargets = outside.size;
  return { links, named };
}

/** Degrees, hubs and components, from the rows of the pairs. */
function describe(
  products: readonly Product[],
  pairs: readonly { left: number; right: number }[],
): Pick<IngestReport, "degrees" | "hubs" | "components"> {
  const items = products.map((product, row) => {
    const partners = pairs.flatMap(({ left, right }) =>
      left === row ? [right] : right === row ? [left] : []
    );
    return { product, row, partners, degree: partners.length };
  });
  const degrees = items.map(({ degree }) => degree).sort((a, b) => a - b);
  const most = degrees.at(-1)!;
  // The fewest pairs that this share of the items does not exceed.
  const quantile = (share: number) =>
    degrees.find((degree) =>
      degrees.filter((other) => other <= degree).length >=
        share * degrees.length
    )!;
  const histogram = [];
  for (let from = 1; from <= most; from *= 2) {
    const to = 2 * from - 1;
    const inside = degrees.filter((degree) => degree >= from && degree <= to);
    histogram.push({ from, to, items: inside.length });
  }
  const groups: number[] = [];
  const seen = new Set<number>();
  for (const { row } of items) {
    if (seen.has(row)) continue;
    const before = seen.size;
    const waiting = [row];
    while (waiting.length > 0) {
      const at = waiting.pop()!;
      if (seen.has(at)) continue;
      seen.add(at);
      waiting.push(...items[at]!.partners);
    }
    groups.push(seen.size - before);
  }
  const largest = Math.max(...groups);
  return {
    degrees: {
      min: degrees[0]!,
      median: quantile(0.5),
      mean: 2 * pairs.length / items.length,
      p90: quantile(0.9),
      p99: quantile(0.99),
      max: most,
      histogram,
    },
    hubs: items
      .toSorted((a, b) => b.degree - a.degree || a.row - b.row)
      .slice(0, 10)
      .map(({ product: { id, title }, degree }) => ({
        id,
        title,
        degree,
        share: degree / (items.length - 1),
      })),
    components: {
      count: groups.length,
      largest,
      largestShare: largest / items.length,
    },
  };
}

function byRelation<T>(valueOf: (k: number) => T) {
  return Object.fromEntries(
    RELATIONS.map((relation, k) => [relation, valueOf(k)]),
  ) as Record<typeof RELATIONS[number], T>;
}

/** In the order of their UTF-8 bytes. */
function sortIds(ids: Iterable<string>): string[] {
  return [...ids].sort((a, b) =>
    Buffer.compare(Buffer.from(a), Buffer.from(b))
  );
}

function bare(id: string): Product {
  return { id, title: null, brand: null, price: null, categories: [] };
}

/** How often each thing that may go wrong occurred, over all catalogues. */
function addUp(totals: Record<string, number>, { skipped, report }: Expected) {
  const { links, unconnected, components } = report;
  const seen = {
    ...links,
    unconnected,
    components: components.count,
    ...Object.fromEntries(
      Object.entries(skipped).map(([reason, lines]) => [reason, lines.length]),
    ),
  };
  for (const [what, count] of Object.entries(seen)) {
    totals[what] = (totals[what] ?? 0) + count;
  }
}

for (const targets of ["catalogue", "all"] as const) {
  Deno.test(`ingestCatalogue() of random records gives what maps and sets give, targets ${targets}`, () =>
    withFolder(async (folder) => {
      const totals: Record<string, number> = {};
      for (const [seed, count] of [6, 12, 25, 50, 100, 200].entries()) {
        const lines = randomRecords(createRandom(seed), count);
        const expected = expectedOf(lines, targets);
        const source = await writeSource(folder, `${seed}.json`, lines);
        const out = join(folder, `${seed}`);
        const { report: { sources, skipped, ...report } } =
          await ingestCatalogue([source], out, {
            targets,
            format: "amazon",
          });
        const { products, pairs } = await readCatalogue(out);
        assert.deepEqual(products, expected.products, `seed ${seed}`);
        assert.deepEqual(pairs, { kind: "related", pairs: expected.pairs });
        assert.deepEqual(report, expected.report, `seed ${seed}`);
        assert.equal(sources[0]?.lines, lines.length);
        assert.deepEqual(
          Object.fromEntries(
            Object.entries(skipped).map(([reason, { count, first }]) => [
              reason,
              [count, first.map(({ line }) => line)],
            ]),
          ),
          Object.fromEntries(
            Object.entries(expected.skipped).map(([reason, places]) => [
              reason,
              [places.length, places.slice(0, 5)],
            ]),
          ),
          `seed ${seed}`,
        );
        addUp(totals, expected);
      }
      // Six figures of links, two of pairs and six reasons: each was there to be
      // counted.
      assert.equal(Object.keys(totals).length, 14);
      for (const [what, count] of Object.entries(totals)) {
        assert.ok(count > 0, what);
      }
    }));
}
