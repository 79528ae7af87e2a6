import { KindredError } from "@kindred/core";

/** Thrown when a text is neither a Python literal nor JSON. */
export class LooseJsonSyntaxError extends KindredError {
  /** Always `"LooseJsonSyntaxError"`. */
  override readonly name = "LooseJsonSyntaxError";
  /** Column in UTF-16 units, 1-based. */
  readonly column: number;
  /** What must stand there. */
  readonly expected: string;
  /** What stands there. */
  readonly found: string;

  /**
   * Creates the error and its message.
   *
   * @param expected What must stand there, such as `a value`.
   * @param found What stands there, such as `"import"`.
   * @param column Where, in UTF-16 units, 1-based.
   */
  constructor(expected: string, found: string, column: number) {
    super(
      `Cannot parse the record: column ${column} must hold ${expected}, got ${found}`,
    );
    this.expected = expected;
    this.found = found;
    this.column = column;
  }
}
