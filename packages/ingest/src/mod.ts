export * from "./ingest_catalogue.ts";
export * from "./ingest_report.ts";
export * from "./loose_json/loose_json_syntax_error.ts";
export * from "./loose_json/parse_loose_json.ts";
export * from "./product_record.ts";
export * from "./read_lines.ts";
