import { rankItemsSpec } from "../spec/rank_items_spec.ts";
import { kernelVersions, modelIn } from "./_testing.ts";
import { simdRankItems } from "./rank_items.ts";

for (const { label, memory, kernels } of kernelVersions()) {
  const rankItems = simdRankItems(kernels, memory);
  rankItemsSpec(`simdRankItems(), ${label}`, (model, use) => {
    const copy = modelIn(memory, model);
    return use((job) => rankItems(copy, job));
  });
}
