export * from "./engines/reference_engine.ts";
export * from "./engines/select_engine.ts";
export * from "./engines/train_engine.ts";
export * from "./initial_model.ts";
export * from "./train.ts";
export * from "./train_options.ts";
export * from "./train_split.ts";
