import {
  alsSolveRowsReference,
  gramReference,
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
  pairStep: typeof pairStepReference;
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
