import { expectNumber } from "@kindred/core";
import {
  folderSource,
  openModelFolder,
  type OpenModelFolderOptions,
} from "@kindred/recommender/folder";
import type {
  ModelHandle,
  ModelLease,
  ModelStatus,
  ServedModel,
} from "../model/model_handle.ts";
import { createModelSlot, type ModelSlot } from "../model/model_slot.ts";
import { modelVersion } from "./_model_version.ts";

/** Settings of {@linkcode watchModelFolder}. */
export interface WatchModelFolderOptions extends OpenModelFolderOptions {
  /**
   * How often to look whether another model is there, in seconds; 0 never looks.
   *
   * @default 5
   */
  seconds?: number;
  /**
   * Told of each other model when it has begun to answer.
   *
   * @default nobody
   */
  onReload?: (model: ServedModel) => void;
  /**
   * Told why another model could not be loaded; the one before goes on.
   *
   * @default nobody
   */
  onFailure?: (error: unknown) => void;
}

/** A model folder whose model may change. */
export interface WatchedModel extends ModelHandle {
  acquire(): ModelLease;
  /**
   * Loads the model that is there now, whether or not it is another one.
   *
   * @returns Whether it could be loaded and answers from now on.
   */
  reload(): Promise<boolean>;
  /** Looks no more, and closes the model after its last answer. */
  close(): Promise<void>;
}

/** After a failure it is looked again after 2, 4, 8 … times the usual time. */
const LONGEST_PAUSE = 64;

/**
 * Opens a model folder, and opens it anew whenever another model is there: when the
 * pointer file `latest` names another version, or another model has been put in its
 * place. Requests under way end with the model that they began with; it is closed after
 * the last of them.
 *
 * @param directory A model folder or a folder of versions.
 * @param options See {@linkcode WatchModelFolderOptions}.
 * @throws {ArtifactError} If there is no whole model to begin with; the error names the
 * file.
 * @throws {RangeError} If `seconds` is out of range.
 */
export async function watchModelFolder(
  directory: string,
  options: WatchModelFolderOptions = {},
): Promise<WatchedModel> {
  const { seconds = 5, onReload, onFailure, ...openOptions } = options;
  expectNumber("watch a model", "seconds", seconds, { min: 0 });
  const { stamp, model } = await openVersion(directory, openOptions);
  const watched = new Watched(directory, stamp, createModelSlot(model), {
    seconds,
    onReload,
    onFailure,
    openOptions,
  });
  watched.prepare(model);
  return watched;
}

/** Opens the model that is there now. */
async function openVersion(
  directory: string,
  options: OpenModelFolderOptions,
): Promise<{ stamp: string | null; model: ServedModel }> {
  const version = await modelVersion(directory);
  // What a version is not, is said of the folder that was asked for.
  const recommender = await openModelFolder(
    version.stamp === null ? directory : version.directory,
    options,
  );
  return {
    stamp: version.stamp,
    model: { recommender, source: folderSource(version.directory) },
  };
}

interface WatchPlan {
  seconds: number;
  onReload: ((model: ServedModel) => void) | undefined;
  onFailure: ((error: unknown) => void) | undefined;
  openOptions: OpenModelFolderOptions;
}

class Watched implements WatchedModel {
  readonly #directory: string;
  readonly #slot: ModelSlot;
  readonly #plan: WatchPlan;
  /** Of the model that answers. */
  #stamp: string | null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #reloading: Promise<boolean> | undefined;
  /** Closes the model before the one that answers. */
  #closingLast: Promise<void> = Promise.resolve();
  #pause = 1;
  #isClosed = false;

  constructor(
    directory: string,
    stamp: string | null,
    slot: ModelSlot,
    plan: WatchPlan,
  ) {
    this.#directory = directory;
    this.#stamp = stamp;
    this.#slot = slot;
    this.#plan = plan;
    this.#lookLater();
  }

  get status(): ModelStatus {
    return this.#slot.status;
  }

  acquire(): ModelLease {
    return this.#slot.acquire();
  }

  /** Lets a model do beforehand what the first search would wait for. */
  prepare({ recommender }: ServedModel): void {
    recommender.prepare().catch((error) => {
      if (!this.#isClosed) this.#fail(error);
    });
  }

  reload(): Promise<boolean> {
    this.#reloading ??= this.#load().finally(() => this.#reloading = undefined);
    return this.#reloading;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    await this.#reloading;
    await Promise.all([this.#closingLast, this.#slot.close()]);
  }

  async #load(): Promise<boolean> {
    try {
      // Never more than one model beside those that answer and come.
      await this.#closingLast;
      const { stamp, model } = await openVersion(
        this.#directory,
        this.#plan.openOptions,
      );
      try {
        // Before it answers: nobody is to wait because a model came.
        await model.recommender.prepare();
      } catch (error) {
        await model.recommender.close();
        await model.source?.close?.();
        throw error;
      }
      this.#stamp = stamp;
      this.#closingLast = this.#slot.swap(model)
        .catch((error) => this.#plan.onFailure?.(error));
      this.#plan.onReload?.(model);
      return true;
    } catch (error) {
      this.#fail(error);
      return false;
    }
  }

  async #look(): Promise<void> {
    const { stamp } = await modelVersion(this.#directory);
    if (stamp === this.#stamp) {
      this.#pause = 1;
    } else {
      const isLoaded = await this.reload();
      this.#pause = isLoaded ? 1 : Math.min(2 * this.#pause, LONGEST_PAUSE);
    }
    this.#lookLater();
  }

  #lookLater(): void {
    const { seconds } = this.#plan;
    if (seconds === 0 || this.#isClosed) return;
    this.#timer = setTimeout(
      () => void this.#look(),
      1000 * seconds * this.#pause,
    );
  }

  #fail(error: unknown): void {
    this.#slot.noteFailure(error);
    this.#plan.onFailure?.(error);
  }
}
