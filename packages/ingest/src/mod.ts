/**
 * Product metadata to a catalogue: loose JSON that is read and never evaluated,
 * plain or gzip, larger than memory if need be.
 *
 * @example
 * ```ts
 * import { parseLooseJson, toProductRecord } from "@kindred/ingest";
 * import assert from "node:assert/strict";
 *
 * const record = toProductRecord(parseLooseJson(
 *   `{'asin': 'rice', 'price': 4.5, 'related': {'also_bought': ['saffron']}}`,
 * ));
 * assert.ok(typeof record !== "string");
 * assert.equal(record.product.price, 4.5);
 * assert.deepEqual(record.related.also_bought, ["saffron"]);
 * ```
 *
 * @module
 */
export * from "./ingest_catalogue.ts";
export * from "./ingest_report.ts";
export * from "./loose_json/loose_json_syntax_error.ts";
export * from "./loose_json/parse_loose_json.ts";
export * from "./product_record.ts";
export * from "./read_lines.ts";
