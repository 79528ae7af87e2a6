import { OutOfRoomError } from "@kindred/core";

/** What TensorFlow says where a device has no memory left. */
const OUT_OF_MEMORY =
  /\bOOM\b|out of memory|RESOURCE_EXHAUSTED|failed to allocate/i;

/**
 * Returns what a person can mend of TensorFlow's errors in Kindred's words, and all
 * others as they are.
 *
 * @param error What was thrown.
 */
export function explainDeviceError(error: unknown): unknown {
  const { message } = error as Error;
  if (!(error instanceof Error) || !OUT_OF_MEMORY.test(message)) return error;
  return new OutOfRoomError(
    "train",
    "memory",
    `${
      message.split("\n")[0]!.slice(0, 200)
    }; fewer dimensions or a smaller --batch-pairs take less`,
    { cause: error },
  );
}
