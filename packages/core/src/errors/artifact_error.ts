import { KindredError } from "./kindred_error.ts";

/** Thrown when an artifact folder is missing, damaged, or of another kind. */
export class ArtifactError extends KindredError {
  /** The class's own name. */
  override readonly name: string = "ArtifactError";
  /** The folder or file that is wrong. */
  readonly path: string;

  /**
   * Creates the error with its whole message.
   *
   * @param message The whole sentence.
   * @param path The folder or file that is wrong.
   * @param options Standard error options, such as `cause`.
   */
  constructor(message: string, path: string, options?: ErrorOptions) {
    super(message, options);
    this.path = path;
  }
}

/** Thrown when an artifact was written in a newer format than this one reads. */
export class ArtifactVersionError extends ArtifactError {
  /** Always `"ArtifactVersionError"`. */
  override readonly name = "ArtifactVersionError";
  /** The version found, a whole number from 1. */
  readonly found: number;
  /** The newest version that this release reads. */
  readonly supported: number;

  /**
   * Creates the error and its message.
   *
   * @param path The artifact's folder.
   * @param found The version found in its manifest.
   * @param supported The newest version that this release reads.
   */
  constructor(path: string, found: number, supported: number) {
    super(
      `Cannot read "${path}": its format version must be at most ${supported}, got ${found} (made by a newer Kindred)`,
      path,
    );
    this.found = found;
    this.supported = supported;
  }
}
