import { expectNumber } from "@kindred/core";
import { ModelClosedError } from "@kindred/recommender";
import type { ModelHandle, ModelLease, ServedModel } from "./model_handle.ts";
import { ModelNotReadyError } from "./model_not_ready_error.ts";
import { createModelSlot } from "./model_slot.ts";

/** Settings of {@linkcode createLazyModel}. */
export interface LazyModelOptions {
  /**
   * How long after a failure nobody tries again, in seconds, 0 or more.
   *
   * @default 5
   */
  retrySeconds?: number;
  /**
   * How long loading may take, in seconds, above 0; then it counts as failed. A
   * platform may end what one request began when its caller goes, and nobody must wait
   * for that for ever.
   *
   * @default 30
   */
  loadSeconds?: number;
  /**
   * Told why the model could not be loaded, once a try.
   *
   * @default nobody
   */
  onFailure?: (error: unknown) => void;
}

/** A model that is loaded when it is first asked for. */
export interface LazyModel extends ModelHandle {
  /**
   * Takes the model, loading it if need be.
   *
   * @throws {ModelNotReadyError} If it cannot be loaded at the moment.
   * @throws {ModelClosedError} If it was closed.
   */
  acquire(): Promise<ModelLease>;
  /**
   * Lets go of the model: the next who asks loads it anew. Requests under way end with
   * the one that they began with.
   */
  renew(): void;
  /** Closes the model, if it was loaded, after its last answer. */
  close(): Promise<void>;
}

/**
 * Returns a model that the first request loads, as a platform wants it that starts a
 * program for a request. Requests that come meanwhile wait for the same. After a
 * failure all are refused for some seconds; then the next one tries again.
 *
 * @param load Loads the model.
 * @param options See {@linkcode LazyModelOptions}.
 * @throws {RangeError} If an option is out of range.
 */
export function createLazyModel(
  load: () => Promise<ServedModel>,
  { retrySeconds = 5, loadSeconds = 30, onFailure = () => {} }:
    LazyModelOptions = {},
): LazyModel {
  const action = "load a model lazily";
  expectNumber(action, "retrySeconds", retrySeconds, { min: 0 });
  expectNumber(action, "loadSeconds", loadSeconds, { min: 0, above: true });
  const slot = createModelSlot();
  let loading: Promise<void> | undefined;
  let retryAt = -Infinity;
  let isClosed = false;

  const fail = (error: unknown): never => {
    slot.noteFailure(error);
    loading = undefined;
    retryAt = Date.now() + 1000 * retrySeconds;
    onFailure(error);
    throw new ModelNotReadyError(Math.ceil(retrySeconds), { cause: error });
  };

  const begin = (): Promise<void> => {
    const mine: Promise<void> = Promise.resolve().then(load).then(
      async (model) => {
        // Nobody waits for what was given up meanwhile.
        if (loading !== mine) return await closeModel(model);
        await slot.swap(model);
        loading = undefined;
      },
      (error) => {
        if (loading === mine) fail(error);
      },
    );
    return mine;
  };

  return {
    get status() {
      return slot.status;
    },
    async acquire() {
      if (isClosed) throw new ModelClosedError();
      if (slot.status.model !== null) return slot.acquire();
      const early = Math.ceil((retryAt - Date.now()) / 1000);
      if (loading === undefined && early > 0) {
        throw new ModelNotReadyError(early);
      }
      const mine = loading ??= begin();
      await within(mine, loadSeconds, () => {
        if (loading !== mine) throw new ModelNotReadyError(1);
        fail(
          new Error(
            `Cannot load the model: it must be there within ${loadSeconds} s, got none`,
          ),
        );
      });
      return slot.acquire();
    },
    renew() {
      // It ends when the request that noticed has been answered.
      void slot.close();
    },
    async close() {
      isClosed = true;
      await loading?.catch(() => {});
      await slot.close();
    },
  };
}

/** Waits for work, but no longer than some seconds; then for what `late` throws. */
async function within(
  work: Promise<void>,
  seconds: number,
  late: () => void,
): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<void>((resolve, reject) => {
    timer = setTimeout(() => {
      try {
        resolve(late());
      } catch (error) {
        reject(error);
      }
    }, 1000 * seconds);
  });
  try {
    await Promise.race([work, end]);
  } finally {
    clearTimeout(timer);
  }
}

async function closeModel({ recommender, source }: ServedModel): Promise<void> {
  await recommender.close();
  await source?.close?.();
}
