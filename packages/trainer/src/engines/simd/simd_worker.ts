// Runs in a worker thread: does pieces of work with the SIMD kernels, on arrays
// that it shares with the thread that started it. See worker_pool.ts.
import { KernelMemory } from "@kindred/kernels/simd";
import { parentPort, workerData } from "node:worker_threads";
import { giveUp, hasFailed, takePieces } from "../../work/take_pieces.ts";
import { type DoPiece, piecesOf } from "../../work/work.ts";
import { unpackArrays } from "./packed_arrays.ts";
import { simdKernels } from "./simd_kernels.ts";
import type {
  WorkerAnswer,
  WorkerRequest,
  WorkerSetup,
} from "./worker_message.ts";

const { memory, relaxed, control } = workerData as WorkerSetup;
const arrays = new KernelMemory(memory);
const kernels = simdKernels(arrays, { relaxed });
const started = new Map<number, DoPiece>();

function answer(message: WorkerAnswer): void {
  parentPort!.postMessage(message);
}

function serve(request: WorkerRequest): void {
  if (request.kind === "start") {
    const { id } = request;
    const work = unpackArrays(request.work);
    started.set(id, piecesOf(work, kernels, arrays, () => hasFailed(control)));
  } else {
    const { id, epoch, to } = request;
    const doPiece = started.get(id)!;
    takePieces(control, to, (piece) => doPiece(epoch, piece));
  }
}

parentPort!.on("message", (request: WorkerRequest) => {
  try {
    serve(request);
    answer({ kind: "done" });
  } catch (error) {
    giveUp(control);
    answer({ kind: "failed", message: (error as Error).message });
  }
});
