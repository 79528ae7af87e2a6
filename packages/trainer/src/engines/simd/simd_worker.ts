// Runs in a worker thread: does pieces of work with the SIMD kernels, on arrays
// that it shares with the thread that started it. See simd_engine.ts.
import { KernelMemory } from "@kindred/kernels/simd";
import {
  giveUp,
  hasFailed,
  serveRequests,
  takePieces,
} from "@kindred/kernels/threads";
import { type DoPiece, piecesOf } from "../../work/work.ts";
import { simdKernels } from "./simd_kernels.ts";
import type { WorkerRequest, WorkerSetup } from "./worker_message.ts";

serveRequests(({ memory, relaxed, control }: WorkerSetup) => {
  const arrays = new KernelMemory(memory);
  const kernels = simdKernels(arrays, { relaxed });
  const started = new Map<number, DoPiece>();

  function serve(request: WorkerRequest): void {
    if (request.kind === "start") {
      const { id, work } = request;
      started.set(
        id,
        piecesOf(work, kernels, arrays, () => hasFailed(control)),
      );
    } else {
      const { id, epoch, to } = request;
      const doPiece = started.get(id)!;
      takePieces(control, to, (piece) => doPiece(epoch, piece));
    }
  }

  return (request: WorkerRequest): void => {
    try {
      serve(request);
    } catch (error) {
      giveUp(control);
      throw error;
    }
  };
});
