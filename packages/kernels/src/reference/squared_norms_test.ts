import { HEAP } from "../array_allocator.ts";
import { squaredNormsSpec } from "../spec/squared_norms_spec.ts";
import { squaredNormsReference } from "./squared_norms.ts";

squaredNormsSpec("squaredNormsReference()", {
  arrays: HEAP,
  squaredNorms: squaredNormsReference,
});
