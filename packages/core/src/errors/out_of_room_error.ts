import { KindredError } from "./kindred_error.ts";

/** What there was too little of: room on a disk, or memory within its limit. */
export type Room = "disk" | "memory";

const WORDS: Readonly<Record<Room, string>> = {
  disk: "there must be room on the disk",
  memory: "the work must fit into the memory limit",
};

/**
 * Thrown when the disk is full, or when DuckDB can neither hold nor spill what it
 * works on. Nothing half written is left; the same call succeeds given room.
 */
export class OutOfRoomError extends KindredError {
  /** Always `"OutOfRoomError"`. */
  override readonly name = "OutOfRoomError";
  /** What there was too little of. */
  readonly room: Room;

  /**
   * Creates the error and its message.
   *
   * @param action What could not be done: `write "split"`.
   * @param room What there was too little of.
   * @param found What the system said.
   * @param options Standard error options, such as `cause`.
   */
  constructor(
    action: string,
    room: Room,
    found: string,
    options?: ErrorOptions,
  ) {
    super(`Cannot ${action}: ${WORDS[room]}, got ${found}`, options);
    this.room = room;
  }
}
