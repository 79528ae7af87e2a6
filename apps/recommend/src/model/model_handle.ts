import type { ModelSource, Recommender } from "@kindred/recommender";

/** A model that answers. */
export interface ServedModel {
  /** What is asked. */
  readonly recommender: Recommender;
  /**
   * The model's files, for what is shown and not asked: its card and the table of its
   * precisions. Null where there are none.
   */
  readonly source: ModelSource | null;
}

/** The right to use a model while a request is answered. */
export interface ModelLease {
  /** The model, which is not closed before it is released. */
  readonly model: ServedModel;
  /** Gives the model back. May be called twice. */
  release(): void;
}

/** How it stands with a model. */
export interface ModelStatus {
  /** The model that answers now, or null before the first and after the last. */
  readonly model: ServedModel | null;
  /** How many models have begun to answer so far. */
  readonly loads: number;
  /** How many could not be loaded. */
  readonly failures: number;
  /** Why the last one could not be loaded; null once one could. */
  readonly lastFailure: string | null;
}

/**
 * Where an app gets its model from, request by request, so that the model can change
 * while requests are answered. See `createModelSlot()`, `createLazyModel()`, and
 * `watchModelFolder()` of `@kindred/recommend/serve`.
 */
export interface ModelHandle {
  /**
   * Takes the model that answers now.
   *
   * @throws {ModelClosedError} If there is none, and there will be none.
   */
  acquire(): ModelLease | Promise<ModelLease>;
  /** How it stands at the moment. */
  readonly status: ModelStatus;
}
