export * from "./export_mismatch_error.ts";
export * from "./export_run.ts";
export * from "./model_card.ts";
export * from "./verify_graphs.ts";
