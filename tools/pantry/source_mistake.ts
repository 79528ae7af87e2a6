/** One mistake in a source text of the sample. */
export interface SourceMistake {
  /** The text's path, relative to the repository. */
  file: string;
  /** 1-based. */
  line: number;
  /** What must hold and what is there instead, without a period. */
  message: string;
}

/** Thrown when the source texts of the sample hold mistakes; it lists them all. */
export class PantrySourceError extends Error {
  /** Always `"PantrySourceError"`. */
  override readonly name = "PantrySourceError";
  /** At least one mistake, in the order in which they were found. */
  readonly mistakes: readonly SourceMistake[];

  /**
   * Creates the error; its message has one line a mistake.
   *
   * @param mistakes At least one.
   */
  constructor(mistakes: readonly SourceMistake[]) {
    super(
      mistakes
        .map((it) => `Cannot read ${it.file}:${it.line}: ${it.message}`)
        .join("\n"),
    );
    this.mistakes = mistakes;
  }
}
