import { scoreItemsSpec } from "../spec/score_items_spec.ts";
import { scoreItemsReference } from "./score_items.ts";

scoreItemsSpec("scoreItemsReference()", scoreItemsReference);
