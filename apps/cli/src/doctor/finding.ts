/** One thing that was looked at. */
export interface Finding {
  /** What it is. */
  name: string;
  /** Whether it is well, or why it need not be: only `false` fails. */
  ok: boolean;
  /** What was found, for a person. */
  found: string;
  /** What was found, for a program. */
  details: Readonly<Record<string, unknown>>;
}

/** What a look came to: a text, or one with details. */
export type Found = string | Omit<Finding, "name" | "ok">;

/**
 * Looks at something.
 *
 * @param name What it is.
 * @param look Returns what it found; what it throws is a failure with that message.
 */
export async function findingOf(
  name: string,
  look: () => Found | Promise<Found>,
): Promise<Finding> {
  try {
    const found = await look();
    return typeof found === "string"
      ? { name, ok: true, found, details: {} }
      : { name, ok: true, ...found };
  } catch (error) {
    return { name, ok: false, found: (error as Error).message, details: {} };
  }
}
