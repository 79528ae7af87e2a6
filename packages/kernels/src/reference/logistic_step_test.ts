import { logisticStepSpec } from "../spec/logistic_step_spec.ts";
import { logisticStepReference } from "./logistic_step.ts";

logisticStepSpec("logisticStepReference()", logisticStepReference);
