import { RELATIONS } from "@kindred/core";
import { ingestCatalogue, type IngestReport } from "@kindred/ingest";
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCatalogue } from "./_testing.ts";
import type { CatalogueOptions } from "./catalogue_options.ts";
import { type CatalogueTruth, FAULTS } from "./truth.ts";

/** Writes a catalogue's text into a file, and ingests it. */
async function ingest(bytes: Uint8Array): Promise<IngestReport> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-truth-"));
  try {
    const source = join(folder, "meta.json");
    await writeFile(source, bytes);
    return (await ingestCatalogue([source], join(folder, "out"))).report;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What a report says of the figures that a generator knows: all but the links by
 * relation, of which a report counts the pairs.
 */
function toldBy(
  { lines, sources, products, skipped, links, ...report }: IngestReport,
): Omit<CatalogueTruth, "linksByRelation" | "danglingLinks"> {
  return {
    lines,
    bytes: sources[0]!.bytes,
    products,
    skipped: Object.fromEntries(
      FAULTS.map((fault) => [fault, skipped[fault]?.count ?? 0]),
    ) as CatalogueTruth["skipped"],
    links: links!.named,
    selfLinks: links!.self,
    items: report.items,
    unconnected: report.unconnected,
    pairs: report.pairs,
  };
}

for (const format of ["2014", "2018", "2023"] as const) {
  const options: CatalogueOptions = {
    format,
    records: 4000,
    broken: 0.05,
    dangling: 0.2,
    preset: format === "2018" ? "books" : "electronics",
  };
  Deno.test(`ingestCatalogue() finds what the generator put into a catalogue of ${format}`, async () => {
    const { bytes, truth } = makeCatalogue(options);
    const { linksByRelation, danglingLinks, ...known } = truth;
    const report = await ingest(bytes);
    assert.deepEqual(toldBy(report), known);

    // A generator counts dangling links with their repeats, a report without.
    const { dangling, danglingTargets, repeated, unusable } = report.links!;
    assert.ok(dangling <= danglingLinks);
    assert.ok(danglingLinks - dangling <= repeated);
    assert.ok(danglingTargets > 0 && danglingTargets <= dangling);
    assert.equal(unusable, 0);
    for (const relation of RELATIONS) {
      const { pairs, oneWay } = report.relations![relation];
      assert.equal(pairs > 0, linksByRelation[relation] > 0, relation);
      // Of the links of a pair one or both directions are there.
      assert.ok(2 * pairs - oneWay <= linksByRelation[relation], relation);
    }
  });
}

Deno.test("ingestCatalogue() tells links to a product itself and repeats as the generator made them", async () => {
  // One in ten thousand is of each: a seed at which both are there.
  const { bytes, truth } = makeCatalogue({
    records: 6000,
    items: 5000,
    pairs: 12_000,
    dangling: 0.1,
    broken: 0,
    seed: 7,
  });
  const report = await ingest(bytes);
  const { linksByRelation: _, danglingLinks, ...known } = truth;
  assert.deepEqual(toldBy(report), known);
  const { self, repeated, dangling } = report.links!;
  assert.ok(self > 0 && repeated > 0);
  assert.ok(danglingLinks - dangling <= repeated);
});
