/**
 * A condition that the person running Kindred can mend: its message is a
 * sentence for them and needs no stack trace. Everything else that is thrown is
 * either a wrong argument of a caller (`TypeError`, `RangeError`) or a defect.
 */
export class KindredError extends Error {
  /** The class's own name, also across realms. */
  override readonly name: string = "KindredError";
}
