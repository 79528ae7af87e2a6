import { HEAP } from "../array_allocator.ts";
import { pairStepSpec } from "../spec/pair_step_spec.ts";
import { pairStepReference } from "./pair_step.ts";

pairStepSpec("pairStepReference()", { arrays: HEAP, step: pairStepReference });
