import { DeviceTable } from "../../tensorflow/device_table.ts";
import type { TensorflowApi } from "../../tensorflow/tensorflow_api.ts";

/** An array of the host, and its twin on the device. */
interface Twin {
  table: DeviceTable;
  /** Whether the host's was changed since. */
  isStale: boolean;
}

/**
 * Arrays of a training and their twins in TensorFlow's memory. What a work changes is
 * copied back at the end of a run; what the host changes is copied over before the
 * next, once it was said.
 */
export class DeviceArrays {
  readonly #api: TensorflowApi;
  readonly #twins = new Map<Float32Array, Twin>();

  /** @param api TensorFlow. */
  constructor(api: TensorflowApi) {
    this.#api = api;
  }

  /**
   * Returns the twin of an array, up to date.
   *
   * @param values The host's, float32, shape `[rows, columns]`.
   * @param columns Numbers of a row; the same at each call.
   */
  twinOf(values: Float32Array, columns: number): DeviceTable {
    const twin = this.#twins.get(values);
    if (twin !== undefined && !twin.isStale) return twin.table;
    return this.#api.tidy(() => {
      const shape = [values.length / columns, columns];
      // A copy: TensorFlow.js may read the numbers later than now.
      const tensor = this.#api.tensor(values.slice(), shape, "float32");
      if (twin === undefined) {
        const table = new DeviceTable(this.#api, tensor);
        this.#twins.set(values, { table, isStale: false });
        return table;
      }
      twin.table.assign(tensor);
      twin.isStale = false;
      return twin.table;
    });
  }

  /** Copies twins back to their arrays. Waits for the device. */
  bringBack(arrays: Iterable<Float32Array>): void {
    for (const values of arrays) {
      const twin = this.#twins.get(values);
      if (twin === undefined || twin.isStale) continue;
      this.#api.tidy(() => {
        values.set(twin.table.read().dataSync() as Float32Array);
      });
    }
  }

  /** Notes that the host may have changed any array. */
  noteChanges(): void {
    for (const twin of this.#twins.values()) twin.isStale = true;
  }

  /** Gives all memory of the device back. */
  dispose(): void {
    for (const { table } of this.#twins.values()) table.dispose();
    this.#twins.clear();
  }
}
