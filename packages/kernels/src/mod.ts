export * from "./reference/dot.ts";
export * from "./reference/score_items.ts";
export * from "./reference/top_k.ts";
export * from "./sigmoid.ts";
export * from "./reference/logistic_step.ts";
