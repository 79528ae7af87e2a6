import { KindredError } from "@kindred/core";

/** Thrown when a recommender is asked after it was closed. */
export class ModelClosedError extends KindredError {
  /** Always `"ModelClosedError"`. */
  override readonly name = "ModelClosedError";

  /** Creates the error and its message. */
  constructor() {
    super("Cannot recommend: the model must be open, got a closed one");
  }
}
