import {
  findTensorflow,
  type NvidiaGpu,
  nvidiaGpus,
  type TensorflowInstallation,
} from "@kindred/trainer/tensorflow";
import { runProbe } from "./run_probe.ts";

/** What there is for training on a GPU. */
export interface Machine {
  /** GPUs, or why there are none. */
  gpus: NvidiaGpu[] | string;
  /** TensorFlows that are set up, best first. */
  installations: TensorflowInstallation[];
  /** Tries something in a process of its own. */
  probe: typeof runProbe;
}

/** Returns this machine; nothing is loaded. */
export function thisMachine(): Machine {
  return {
    gpus: nvidiaGpus(),
    installations: findTensorflow(),
    probe: runProbe,
  };
}
