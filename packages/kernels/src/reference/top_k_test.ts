import { topKSpec } from "../spec/top_k_spec.ts";
import { topKReference } from "./top_k.ts";

topKSpec("topKReference()", topKReference);
