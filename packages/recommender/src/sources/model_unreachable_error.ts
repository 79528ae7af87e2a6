import { KindredError } from "@kindred/core";

/** Thrown when whoever holds a model's files does not give them: now, at least. */
export class ModelUnreachableError extends KindredError {
  /** Always `"ModelUnreachableError"`. */
  override readonly name = "ModelUnreachableError";
  /** After how many seconds to try again, a whole number. */
  readonly retryAfter: number;

  /**
   * @param message The whole sentence.
   * @param options Standard error options, such as `cause`.
   * @param retryAfter After how many seconds to try again. Default 5.
   */
  constructor(message: string, options?: ErrorOptions, retryAfter = 5) {
    super(message, options);
    this.retryAfter = retryAfter;
  }
}
