import { ModelClosedError } from "./model_closed_error.ts";

/** Counts the calls under way, so that nothing is freed beneath them. */
export class Calls {
  readonly #underWay = new Set<Promise<unknown>>();
  #closing: Promise<void> | undefined;

  /**
   * Makes a call.
   *
   * @throws {ModelClosedError} If it was closed.
   */
  async run<T>(call: () => Promise<T>): Promise<T> {
    if (this.#closing !== undefined) throw new ModelClosedError();
    const made = call();
    this.#underWay.add(made);
    try {
      return await made;
    } finally {
      this.#underWay.delete(made);
    }
  }

  /** Refuses further calls, and frees what they need when the last has ended. */
  close(free: () => Promise<void>): Promise<void> {
    this.#closing ??= Promise.allSettled(this.#underWay).then(free);
    return this.#closing;
  }
}
