import { rankItemsSpec } from "../spec/rank_items_spec.ts";
import { rankItemsReference } from "./rank_items.ts";

rankItemsSpec(
  "rankItemsReference()",
  (model, use) => use((job) => rankItemsReference(model, job)),
);
