import { KindredError } from "@kindred/core";

/** Thrown when an exported graph does not give what the vectors give. */
export class ExportMismatchError extends KindredError {
  /** Always `"ExportMismatchError"`. */
  override readonly name = "ExportMismatchError";
  /** File name of the graph. */
  readonly graph: string;
  /** The largest absolute difference found. */
  readonly difference: number;

  /**
   * Creates the error and its message.
   *
   * @param graph File name of the graph.
   * @param difference The largest absolute difference found.
   * @param tolerance The largest that is allowed.
   */
  constructor(graph: string, difference: number, tolerance: number) {
    super(
      `Cannot export: ${graph} must give what the vectors give within ${tolerance}, got a difference of ${difference}`,
    );
    this.graph = graph;
    this.difference = difference;
  }
}
