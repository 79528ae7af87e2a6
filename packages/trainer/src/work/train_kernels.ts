import {
  alsSolveRowsReference,
  gramReference,
  pairBatchStepReference,
  type PairStep,
  pairStepReference,
  smoothRowsReference,
} from "@kindred/kernels";

/** Makes arrays of zeros where kernels can work on them. */
export interface ArrayMaker {
  /** float32, shape `[length]`. */
  float32(length: number): Float32Array;
  /** uint32, shape `[length]`. */
  uint32(length: number): Uint32Array;
}

/** The inner loops of training. All versions do the same. */
export interface TrainKernels {
  /** Takes the steps of some pairs: group by group, or one for all of them. */
  pairStep: PairStep;
  /** How many pairs it is given at once, at most. Default what batches have. */
  batchPairs?: number;
  gram: typeof gramReference;
  alsSolveRows: typeof alsSolveRowsReference;
  smoothRows: typeof smoothRowsReference;
}

/** The inner loops in plain TypeScript: the oracle of every other version. */
export const referenceKernels: TrainKernels = {
  pairStep: pairStepReference,
  gram: gramReference,
  alsSolveRows: alsSolveRowsReference,
  smoothRows: smoothRowsReference,
};

/**
 * Returns the inner loops in plain TypeScript with one step for each batch: the oracle
 * of engines that compute thousands of pairs at once.
 *
 * @param batchPairs How many pairs a batch has, at most.
 */
export function batchReferenceKernels(batchPairs: number): TrainKernels {
  return { ...referenceKernels, pairStep: pairBatchStepReference, batchPairs };
}
