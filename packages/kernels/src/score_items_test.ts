import { scoreItems } from "./score_items.ts";
import { scoreItemsSpec } from "./spec/score_items_spec.ts";

scoreItemsSpec("scoreItems()", scoreItems);
