export * from "./alias_table.ts";
export * from "./draw_validation_negatives.ts";
export * from "./negative_sampler.ts";
export * from "./pair_batches.ts";
export * from "./pair_set.ts";
export * from "./split_catalogue.ts";
export * from "./split_pairs.ts";
export * from "./weigh_pairs.ts";
