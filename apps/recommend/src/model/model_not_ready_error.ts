/** Thrown while there is no model yet: the last try to load it failed. */
export class ModelNotReadyError extends Error {
  /** Always `"ModelNotReadyError"`. */
  override readonly name = "ModelNotReadyError";
  /** After how many seconds to try again, a whole number. */
  readonly retryAfter: number;

  /**
   * @param retryAfter After how many seconds to try again, a whole number.
   * @param options The error's cause.
   */
  constructor(retryAfter: number, options?: ErrorOptions) {
    super(
      "Cannot answer: the model must be loaded, got none yet; /readyz tells why",
      options,
    );
    this.retryAfter = retryAfter;
  }
}
