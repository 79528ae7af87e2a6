import { KindredError } from "@kindred/core";

/** Thrown when the command line itself is wrong; the process ends with 2. */
export class UsageError extends KindredError {
  /** Always `"UsageError"`. */
  override readonly name = "UsageError";
}
