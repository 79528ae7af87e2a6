import { ModelClosedError } from "@kindred/recommender";
import type {
  ModelHandle,
  ModelLease,
  ModelStatus,
  ServedModel,
} from "./model_handle.ts";

/** A place for one model at a time, which can be changed while it is asked. */
export interface ModelSlot extends ModelHandle {
  acquire(): ModelLease;
  /**
   * Lets another model answer from now on. Requests under way end with the one that
   * they began with.
   *
   * @param next The other model, which the slot will close.
   * @returns Fulfilled when the one before has given its last answer and is closed.
   */
  swap(next: ServedModel): Promise<void>;
  /**
   * Notes that another model could not be loaded; the one that is there goes on.
   *
   * @param error Why.
   */
  noteFailure(error: unknown): void;
  /** Lets no model answer any more, and closes it after its last answer. */
  close(): Promise<void>;
}

/**
 * Creates a slot for models.
 *
 * @param first The model to begin with, which the slot will close. Default none:
 * `acquire()` throws until there is one.
 */
export function createModelSlot(first: ServedModel | null = null): ModelSlot {
  return new Slot(first);
}

class Slot implements ModelSlot {
  #current: Tenancy | null;
  #loads: number;
  #failures = 0;
  #lastFailure: string | null = null;

  constructor(first: ServedModel | null) {
    this.#current = first && new Tenancy(first);
    this.#loads = first === null ? 0 : 1;
  }

  get status(): ModelStatus {
    return {
      model: this.#current?.model ?? null,
      loads: this.#loads,
      failures: this.#failures,
      lastFailure: this.#lastFailure,
    };
  }

  acquire(): ModelLease {
    if (this.#current === null) throw new ModelClosedError();
    return this.#current.lease();
  }

  async swap(next: ServedModel): Promise<void> {
    const last = this.#current;
    this.#current = new Tenancy(next);
    this.#loads++;
    this.#lastFailure = null;
    await last?.end();
  }

  noteFailure(error: unknown): void {
    this.#failures++;
    this.#lastFailure = error instanceof Error ? error.message : String(error);
  }

  async close(): Promise<void> {
    const last = this.#current;
    this.#current = null;
    await last?.end();
  }
}

/** The time for which a model answers: from its first lease to its last. */
class Tenancy {
  readonly model: ServedModel;
  #leases = 0;
  #onLast: (() => void) | undefined;

  constructor(model: ServedModel) {
    this.model = model;
  }

  lease(): ModelLease {
    this.#leases++;
    let isReleased = false;
    return {
      model: this.model,
      release: () => {
        if (isReleased) return;
        isReleased = true;
        if (--this.#leases === 0) this.#onLast?.();
      },
    };
  }

  async end(): Promise<void> {
    if (this.#leases > 0) {
      await new Promise<void>((resolve) => this.#onLast = resolve);
    }
    await this.model.recommender.close();
    await this.model.source?.close?.();
  }
}
