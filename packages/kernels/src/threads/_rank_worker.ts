// Runs in a worker thread: ranks blocks of queries by a model that it shares with
// the thread that started it. See _threaded_ranker.ts.
import { KernelMemory } from "../simd/kernel_memory.ts";
import { loadKernels } from "../simd/load_kernels.ts";
import { simdRankQueries } from "../simd/rank_queries.ts";
import type { RankAnswer, RankRequest, RankSetup } from "./_rank_message.ts";
import { serveRequests } from "./serve_requests.ts";
import { giveUp, takePieces } from "./take_pieces.ts";

serveRequests(({ memory, relaxed, control, model }: RankSetup) => {
  const arrays = new KernelMemory(memory);
  const kernels = loadKernels(memory, { relaxed });
  const rankQueries = simdRankQueries(kernels, arrays);

  return ({ task, block, done }: RankRequest): RankAnswer => {
    const q = task.job.queries.length;
    let failure: RankAnswer;
    takePieces(control, Math.ceil(q / block), (piece) => {
      const from = piece * block;
      const to = Math.min(q, from + block);
      try {
        rankQueries(model, task, { from, to });
        Atomics.add(done, 0, to - from);
      } catch (error) {
        giveUp(control);
        const { message } = error as Error;
        failure = { piece, isRangeError: error instanceof RangeError, message };
      }
    });
    return failure;
  };
});
