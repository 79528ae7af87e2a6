import { HEAP } from "../array_allocator.ts";
import { gramSpec } from "../spec/gram_spec.ts";
import { gramReference } from "./gram.ts";

gramSpec("gramReference()", { arrays: HEAP, gram: gramReference });
