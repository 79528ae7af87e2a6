// The thread of `createWorkerSearch()`: reads the items, then answers searches.
import { dirname } from "node:path";
import { parentPort, workerData } from "node:worker_threads";
import { scanSource } from "../catalogue/scan_items.ts";
import { TitleIndex } from "../search/title_index.ts";
import { folderSource } from "../sources/folder_source.ts";
import type {
  SearchReply,
  SearchRequest,
  SearchSetup,
} from "./_search_message.ts";

const { path, itemCount }: SearchSetup = workerData;
const reply = (message: SearchReply) => parentPort!.postMessage(message);

/** Does what a reply is asked for, and says why where that fails. */
async function answer(
  id: number,
  work: () => Promise<number[]> | number[],
): Promise<void> {
  try {
    reply({ id, rows: await work() });
  } catch (error) {
    reply({ id, rows: null, message: (error as Error).message });
  }
}

const index = new TitleIndex(itemCount);
await answer(0, async () => {
  const source = folderSource(dirname(path));
  try {
    let row = 0;
    for await (const items of scanSource(source)) {
      for (const item of items) index.add(row++, item);
    }
  } finally {
    await source.close();
  }
  return [];
});
parentPort!.on(
  "message",
  ({ id, query, limit }: SearchRequest) =>
    answer(id, () => index.rowsFor(query, limit)),
);
