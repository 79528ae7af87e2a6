import type { Engine, EngineName, EngineOpener } from "./engine.ts";

/** Engines in the order in which they are asked, opened when they are needed. */
export class EngineRow {
  readonly #openers: readonly EngineOpener[];
  readonly #opened = new Map<EngineOpener, Promise<Engine | null>>();

  /** @param engines Engines, and openers of such. */
  constructor(engines: readonly (Engine | EngineOpener)[]) {
    this.#openers = engines.map((engine) =>
      "open" in engine ? engine : {
        name: engine.name,
        prefersOne: engine.prefersOne ?? false,
        open: () => Promise.resolve(engine),
      }
    );
    for (const [i, engine] of engines.entries()) {
      if (!("open" in engine)) {
        this.#opened.set(this.#openers[i]!, Promise.resolve(engine));
      }
    }
  }

  /** Their names, in order. */
  get names(): EngineName[] {
    return this.#openers.map(({ name }) => name);
  }

  /**
   * Yields the engines for a basket, each opened when it is asked for; those that
   * cannot run here are left out.
   *
   * @param basketSize How many items the basket has.
   */
  async *forBasket(basketSize: number): AsyncGenerator<Engine> {
    const isLate = ({ prefersOne }: EngineOpener) =>
      basketSize > 1 && prefersOne === true;
    const order = [
      ...this.#openers.filter((opener) => !isLate(opener)),
      ...this.#openers.filter(isLate),
    ];
    for (const opener of order) {
      const engine = await this.#open(opener);
      if (engine !== null) yield engine;
    }
  }

  /** Returns the engine that is asked first about an item alone; null if it cannot run. */
  first(): Promise<Engine | null> {
    return this.#open(this.#openers[0]!);
  }

  /** Returns the lists, where there are any. */
  async lists(): Promise<Engine | null> {
    const opener = this.#openers.find(({ name }) => name === "lists");
    return opener === undefined ? null : await this.#open(opener);
  }

  /** Closes those that were opened. */
  async close(): Promise<void> {
    const opened = await Promise.allSettled(this.#opened.values());
    await Promise.all(
      opened.map((engine) =>
        engine.status === "fulfilled" ? engine.value?.close() : undefined
      ),
    );
  }

  #open(opener: EngineOpener): Promise<Engine | null> {
    const known = this.#opened.get(opener);
    if (known !== undefined) return known;
    const opened = opener.open();
    this.#opened.set(opener, opened);
    // What could not be read may be read later.
    opened.catch(() => this.#opened.delete(opener));
    return opened;
  }
}
