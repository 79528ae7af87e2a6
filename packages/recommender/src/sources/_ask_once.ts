/**
 * Returns what was asked for before under a name, or asks for it. What could not be had
 * is asked for again by the next.
 *
 * @param asked What was asked for; it is added to.
 * @param name The name.
 * @param ask Asks for it.
 */
export function askOnce<T>(
  asked: Map<string, Promise<T>>,
  name: string,
  ask: () => Promise<T>,
): Promise<T> {
  const known = asked.get(name);
  if (known !== undefined) return known;
  const asking = ask();
  asked.set(name, asking);
  asking.catch(() => asked.delete(name));
  return asking;
}
