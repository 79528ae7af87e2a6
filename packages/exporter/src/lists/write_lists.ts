import {
  encodeListsHeader,
  expectNumber,
  type ItemModel,
  listsLayout,
  NO_NEIGHBOUR,
  type OnProgress,
} from "@kindred/core";
import { type RankedItems, sigmoid } from "@kindred/kernels";
import { openRanker } from "@kindred/kernels/threads";
import { open } from "node:fs/promises";
import {
  isCandidateScore,
  trainedRows,
  withUntrainedLast,
} from "./_trained_items.ts";
import { writeAt } from "./_write_at.ts";

/** Settings of {@linkcode writeLists}. */
export interface WriteListsOptions {
  /**
   * Training pairs that hold each item, uint32, shape `[itemCount]`. An item of
   * none has an empty list, and is in none.
   */
  pairCounts: Uint32Array;
  /** Neighbours of each item, a whole number in [1, 1000]. Default 100. */
  n?: number;
  /** Threads; the file does not depend on them. Default one a processor. */
  threads?: number;
  /**
   * Whether relaxed SIMD may be used, see `KernelOptions` of `@kindred/kernels/simd`:
   * without it the bytes are the same on every machine, and take a third longer.
   * Default true.
   */
  relaxed?: boolean;
  /** Stops the work. Default: never. */
  signal?: AbortSignal;
  /** Receives how many items have their list. Default nobody. */
  onProgress?: OnProgress;
}

/** Neighbours that are found between two writes: 8 MiB of them. */
const BLOCK_NEIGHBOURS = 2 ** 20;

/**
 * Writes the best neighbours of each item, laid out as `listsLayout()` of
 * `@kindred/core` says: exactly, out of all items that a training pair holds, with
 * the probabilities that `neighbours.onnx` gives.
 *
 * @param path A file that does not exist yet; it is left as it is on failure.
 * @param model The model.
 * @param options See {@linkcode WriteListsOptions}.
 * @throws {RangeError} If `n` or `threads` is out of range, there is not a pair
 * count for each item, or a score is no number.
 * @throws {OutOfRoomError} If the model does not fit into the kernels' 4 GiB.
 * @throws The signal's reason, if it is aborted.
 */
export async function writeLists(
  path: string,
  model: ItemModel,
  options: WriteListsOptions,
): Promise<void> {
  const { pairCounts, n = 100, relaxed = true, threads } = options;
  const { signal, onProgress } = options;
  const action = "write neighbour lists";
  expectNumber(action, "n", n, { min: 1, max: 1000, whole: true });
  const ranking = withUntrainedLast(action, model, pairCounts);
  const { itemCount } = model.embeddings;
  const total = trainedRows(pairCounts).length;
  const layout = listsLayout({ itemCount, n });
  const blockRows = Math.floor(BLOCK_NEIGHBOURS / n);
  const ranker = openRanker(ranking, {
    relaxed,
    ...threads === undefined ? {} : { threads },
  });
  const file = await open(path, "wx");
  try {
    await writeAt(file, encodeListsHeader({ itemCount, n }), 0);
    let done = 0;
    for (let from = 0; from < itemCount; from += blockRows) {
      const to = Math.min(itemCount, from + blockRows);
      const queries = trainedRows(pairCounts, from, to);
      const ranked = await ranker.rank({ queries, k: n }, {
        onProgress: (ranked) =>
          onProgress?.({
            task: "lists",
            done: done + ranked,
            total,
            unit: "items",
          }),
        ...signal === undefined ? {} : { signal },
      });
      done += queries.length;
      const lists = newLists(to - from, n);
      for (const [q, query] of queries.entries()) {
        const bias = model.itemBias[query]! + model.globalBias;
        copyList(lists, (query - from) * n, ranked, q * n, n, bias);
      }
      await writeAt(file, lists.rows, layout.rows + from * layout.list);
      await writeAt(
        file,
        lists.probabilities,
        layout.probabilities + from * layout.list,
      );
    }
  } finally {
    await Promise.all([file.close(), ranker.close()]);
  }
}

/** The lists of some items, as they lie in the file. */
interface Lists {
  /** uint32, shape `[items, n]`. */
  rows: Uint32Array<ArrayBuffer>;
  /** float32, shape `[items, n]`. */
  probabilities: Float32Array<ArrayBuffer>;
}

/** Returns empty lists. */
function newLists(items: number, n: number): Lists {
  return {
    rows: new Uint32Array(items * n).fill(NO_NEIGHBOUR),
    probabilities: new Float32Array(items * n),
  };
}

/**
 * Copies the trained items that one query found.
 *
 * @param lists Where to.
 * @param to Place of the list's first neighbour there.
 * @param ranked What was found.
 * @param from Place of the query's first item there.
 * @param n Neighbours of a list.
 * @param bias What a candidate's score lacks to be the pair's logit.
 */
function copyList(
  lists: Lists,
  to: number,
  { items, scores }: RankedItems,
  from: number,
  n: number,
  bias: number,
): void {
  for (let place = 0; place < n; place++) {
    const score = scores[from + place]!;
    if (!isCandidateScore(score)) return;
    lists.rows[to + place] = items[from + place]!;
    lists.probabilities[to + place] = sigmoid(score + bias);
  }
}
