import type { ModelHandle, ModelLease, ServedModel } from "./model_handle.ts";
import { createModelSlot } from "./model_slot.ts";

/** A model that is loaded when it is first asked for. */
export interface LazyModel extends ModelHandle {
  acquire(): Promise<ModelLease>;
  /** Closes the model, if it was loaded, after its last answer. */
  close(): Promise<void>;
}

/**
 * Returns a model that the first request loads, as a platform wants it that starts a
 * program for a request. Requests that come meanwhile wait for the same; after a
 * failure, the next one tries again.
 *
 * @param load Loads the model.
 */
export function createLazyModel(load: () => Promise<ServedModel>): LazyModel {
  const slot = createModelSlot();
  let loading: Promise<void> | undefined;
  return {
    get status() {
      return slot.status;
    },
    async acquire() {
      if (slot.status.model !== null) return slot.acquire();
      loading ??= load().then((model) => slot.swap(model)).catch((error) => {
        slot.noteFailure(error);
        loading = undefined;
        throw error;
      });
      await loading;
      return slot.acquire();
    },
    async close() {
      await loading?.catch(() => {});
      await slot.close();
    },
  };
}
