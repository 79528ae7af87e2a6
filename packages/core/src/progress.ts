/** How far a long task is. Packages report; only the apps print. */
export interface ProgressEvent {
  /** What is being done, such as `ingest` or `train`. */
  task: string;
  /** How much is done, in `unit`. */
  done: number;
  /** How much there is in all, in `unit`, or null where nobody can know yet. */
  total: number | null;
  /** What is counted, in the plural: `lines`, `pairs`, `bytes`. */
  unit: string;
  /** Anything worth a few words, such as `loss 0.3121`. */
  note?: string;
}

/** Receives progress, a few times a second at most. */
export type OnProgress = (event: ProgressEvent) => void;
