import { KindredError } from "./kindred_error.ts";

/** Thrown when a device or engine was asked for by name and cannot be used. */
export class EngineUnavailableError extends KindredError {
  /** Always `"EngineUnavailableError"`. */
  override readonly name = "EngineUnavailableError";
  /** What was asked for, such as `"cuda"`. */
  readonly requested: string;

  /**
   * Creates the error and its message.
   *
   * @param requested What was asked for, such as `"cuda"`.
   * @param requirement What must hold, such as `a TensorFlow engine must be installed`.
   * @param found What was found, such as `none`.
   * @param options Standard error options, such as `cause`.
   */
  constructor(
    requested: string,
    requirement: string,
    found: string,
    options?: ErrorOptions,
  ) {
    super(
      `Cannot train on ${requested}: ${requirement}, got ${found}`,
      options,
    );
    this.requested = requested;
  }
}
