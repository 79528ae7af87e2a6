// What the tests of this folder share.
import { RELATIONS } from "@kindred/core";
import { type LooseJsonValue, parseLooseJson } from "@kindred/ingest";
import { Catalogue } from "./catalogue.ts";
import type { CatalogueOptions } from "./catalogue_options.ts";
import type { CatalogueTruth, Fault } from "./truth.ts";

/** Makes a catalogue in memory. */
export function makeCatalogue(
  options: CatalogueOptions,
): { bytes: Uint8Array; lines: string[]; truth: CatalogueTruth } {
  const catalogue = new Catalogue(options);
  const pieces = [...catalogue.pieces()];
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const bytes = new Uint8Array(length);
  let offset = 0;
  for (const piece of pieces) {
    bytes.set(piece, offset);
    offset += piece.length;
  }
  const text = new TextDecoder().decode(bytes);
  return {
    bytes,
    lines: text.split("\n").slice(0, -1),
    truth: catalogue.truth,
  };
}

/** A record as a test reads it: relations by their names of 2014. */
export interface ReadRecord {
  id: string;
  related: Record<string, string[]>;
}

/** Reads a line in any of the formats, or says why it gives no record. */
export function readRecord(line: string): ReadRecord | Fault {
  if (line.trim() === "") return "blank";
  let value: LooseJsonValue;
  try {
    value = parseLooseJson(line);
  } catch {
    return "syntax";
  }
  if (!(value instanceof Map)) return "no-record";
  const id = value.get("asin") ?? value.get("parent_asin");
  if (typeof id !== "string") return "no-id";
  const nested = value.get("related");
  const fields = nested instanceof Map ? nested : value;
  const listOf = (...names: string[]) =>
    names.flatMap((name) => (fields.get(name) ?? []) as string[]);
  return {
    id,
    related: {
      also_bought: listOf("also_bought", "also_buy"),
      also_viewed: listOf("also_viewed", "also_view"),
      bought_together: listOf("bought_together"),
      buy_after_viewing: listOf("buy_after_viewing"),
    },
  };
}

/** Returns the distinct pairs of described products, each as `"id id"`. */
export function pairsOf(records: readonly ReadRecord[]): Set<string> {
  const described = new Set(records.map(({ id }) => id));
  const pairs = new Set<string>();
  for (const { id, related } of records) {
    for (const target of Object.values(related).flat()) {
      if (target === id || !described.has(target)) continue;
      pairs.add(id < target ? `${id} ${target}` : `${target} ${id}`);
    }
  }
  return pairs;
}

/** Counts everything anew from the lines alone: the slow, obvious way. */
export function recount(bytes: Uint8Array, lines: string[]): CatalogueTruth {
  const skipped: Record<Fault, number> = {
    blank: 0,
    syntax: 0,
    "no-record": 0,
    "no-id": 0,
    duplicate: 0,
  };
  const records = new Map<string, ReadRecord>();
  for (const line of lines) {
    const record = readRecord(line);
    if (typeof record === "string") skipped[record]++;
    else if (records.has(record.id)) skipped.duplicate++;
    else records.set(record.id, record);
  }
  const links = [...records.values()].flatMap(({ id, related }) =>
    RELATIONS.flatMap((relation) =>
      related[relation]!.map((target) => ({ id, relation, target }))
    )
  );
  const countOf = (test: (link: typeof links[number]) => boolean) =>
    links.filter(test).length;
  const pairs = pairsOf([...records.values()]);
  const items = new Set([...pairs].flatMap((pair) => pair.split(" ")));
  return {
    lines: lines.length,
    bytes: bytes.length,
    products: records.size,
    skipped,
    links: links.length,
    linksByRelation: {
      also_bought: countOf(({ relation }) => relation === "also_bought"),
      also_viewed: countOf(({ relation }) => relation === "also_viewed"),
      bought_together: countOf(({ relation }) =>
        relation === "bought_together"
      ),
      buy_after_viewing: countOf(({ relation }) =>
        relation === "buy_after_viewing"
      ),
    },
    selfLinks: countOf(({ id, target }) => id === target),
    danglingLinks: countOf(({ target }) => !records.has(target)),
    items: items.size,
    unconnected: records.size - items.size,
    pairs: pairs.size,
  };
}
