import { OutOfRoomError } from "../errors/out_of_room_error.ts";

/**
 * Returns the error to throw for one that DuckDB threw: a sentence where a person
 * can make room, the same error otherwise.
 *
 * DuckDB calls both "out of memory": that the limit is too small for work which
 * cannot be spilled, and that the disk has no room for what it spills.
 *
 * @param error What was thrown.
 */
export function explainDuckDbError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const [said = ""] = error.message.split("\n");
  const options = { cause: error };
  if (/No space left on device|failed to offload data block/.test(said)) {
    return new OutOfRoomError("go on", "disk", withoutKind(said), options);
  }
  if (said.startsWith("Out of Memory Error")) {
    return new OutOfRoomError("go on", "memory", withoutKind(said), options);
  }
  return error;
}

/** `IO Error: text.` as `text`: our sentences end without a full stop. */
function withoutKind(said: string): string {
  return said.replace(/^[A-Z][\w ]*Error: /, "").replace(/\.$/, "");
}
