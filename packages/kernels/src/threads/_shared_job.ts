import { SHARED } from "../array_allocator.ts";
import type { RankingJob } from "../ranking.ts";

/**
 * Returns a job whose arrays threads share: copies of those that lie on the heap.
 *
 * @param job The job.
 */
export function sharedJob(job: RankingJob): RankingJob {
  const { queries, k, excluded, relevant } = job;
  return {
    queries: shared(queries),
    k,
    ...excluded && { excluded: sharedLists(excluded) },
    ...relevant && { relevant: sharedLists(relevant) },
  };
}

type Lists = NonNullable<RankingJob["excluded"]>;

function sharedLists({ start, partner }: Lists): Lists {
  return { start: shared(start), partner: shared(partner) };
}

function shared(array: Uint32Array): Uint32Array {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const copy = SHARED.uint32(array.length);
  copy.set(array);
  return copy;
}
