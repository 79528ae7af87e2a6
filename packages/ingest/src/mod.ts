/**
 * Sources of any format to a catalogue of items and pairs: loose JSON that is read
 * and never evaluated, tables of pairs and of baskets; plain or compressed, from
 * files or addresses, larger than memory if need be.
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
export * from "./catalogue/figures.ts";
export * from "./formats/column_roles.ts";
export * from "./formats/format_choices.ts";
export * from "./formats/recognise_format.ts";
export * from "./formats/table_format.ts";
export * from "./ingest_catalogue.ts";
export {
  type CatalogueOptions,
  type IngestOptions,
  TARGET_CHOICES,
  type Targets,
} from "./ingest_options.ts";
export * from "./ingest_report.ts";
export * from "./loose_json/loose_json_syntax_error.ts";
export * from "./loose_json/parse_loose_json.ts";
export * from "./records/id_table.ts";
export * from "./records/product_record.ts";
export * from "./records/record_reader.ts";
export * from "./sources/data_sets.ts";
export * from "./sources/http_options.ts";
export * from "./sources/line_blocks.ts";
export * from "./sources/open_source.ts";
export * from "./sources/read_lines.ts";
export * from "./sources/resolve_sources.ts";
export * from "./sources/sniff_content.ts";
export * from "./sources/source.ts";
export * from "./sources/spool_source.ts";
export * from "./tables/basket_options.ts";
export type { BasketSizes, TimeRange } from "./tables/basket_contents.ts";
export type { BasketFigures } from "./tables/derive_basket_pairs.ts";
export type { ListedFigures } from "./tables/derive_listed_pairs.ts";
export type { Delimiter } from "./tables/row_reader.ts";
export type { TableFigures } from "./tables/table_stage.ts";
