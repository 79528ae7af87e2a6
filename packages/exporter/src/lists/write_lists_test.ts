import {
  decodeListsHeader,
  type ItemModel,
  listsLayout,
  NO_NEIGHBOUR,
  type ProgressEvent,
} from "@kindred/core";
import { pairLogits, sigmoid } from "@kindred/kernels";
import assert from "node:assert/strict";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { SMALL_PAIR_COUNTS, smallModel, withFolder } from "../_testing.ts";
import {
  randomModel,
  type RandomModelOptions,
} from "./_random_model_fixture.ts";
import { writeLists, type WriteListsOptions } from "./write_lists.ts";

interface WrittenLists {
  n: number;
  rows: number[][];
  probabilities: number[][];
}

/** Writes lists, and reads them by the layout alone. */
async function listsOf(
  model: ItemModel,
  options: WriteListsOptions,
): Promise<WrittenLists> {
  let lists: WrittenLists | undefined;
  await withFolder(async (folder) => {
    const path = join(folder, "lists.bin");
    await writeLists(path, model, options);
    const { buffer, byteOffset, length } = await readFile(path);
    const bytes = buffer.slice(byteOffset, byteOffset + length);
    const shape = decodeListsHeader(new Uint8Array(bytes), path, length);
    const layout = listsLayout(shape);
    const { itemCount, n } = shape;
    const slices = (
      at: number,
      kind: typeof Uint32Array | typeof Float32Array,
    ) =>
      Array.from(
        { length: itemCount },
        (_, row) => [...new kind(bytes, at + layout.list * row, n)],
      );
    lists = {
      n,
      rows: slices(layout.rows, Uint32Array),
      probabilities: slices(layout.probabilities, Float32Array),
    };
  });
  return lists!;
}

/** The same by the definition: every pair's logit, sorted. */
function byDefinition(
  model: ItemModel,
  pairCounts: Uint32Array,
  n: number,
): { rows: number[][]; probabilities: number[][] } {
  const trained = [...pairCounts.keys()].filter((row) => pairCounts[row]! > 0);
  const lists = Array.from(pairCounts, (pairs, row) => {
    const others = trained.filter((other) => pairs > 0 && other !== row);
    const logits = pairLogits(
      model,
      new Uint32Array(others.length).fill(row),
      Uint32Array.from(others),
    );
    return others.map((other, i) => [other, logits[i]!] as const)
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, n);
  });
  const filled = (numbers: number[], filler: number) =>
    [...numbers, ...Array(n).fill(filler)].slice(0, n);
  return {
    rows: lists.map((list) => filled(list.map(([row]) => row), NO_NEIGHBOUR)),
    probabilities: lists.map((list) =>
      filled(list.map(([, logit]) => sigmoid(logit)), 0)
    ),
  };
}

function assertClose(found: number[][], expected: number[][]): void {
  for (const [row, list] of found.entries()) {
    for (const [place, value] of list.entries()) {
      const wanted = expected[row]![place]!;
      assert.ok(Math.abs(value - wanted) < 1e-6, `${value} for ${wanted}`);
    }
  }
}

Deno.test("writeLists() lists trained items only, and nothing for the others", async () => {
  const lists = await listsOf(smallModel(), {
    pairCounts: SMALL_PAIR_COUNTS,
    n: 2,
  });
  // The fifth item would beat all others, but no training pair holds it.
  assert.deepEqual(lists.rows, [
    [1, 2],
    [2, 0],
    [1, 0],
    [1, 0],
    [NO_NEIGHBOUR, NO_NEIGHBOUR],
  ]);
  assertClose(lists.probabilities, [
    [sigmoid(1.25), sigmoid(0)],
    [sigmoid(1.5), sigmoid(1.25)],
    [sigmoid(1.5), sigmoid(0)],
    [sigmoid(-1.75), sigmoid(-2)],
    [0, 0],
  ]);
});

Deno.test("writeLists() gives what every pair's logit gives, crossed or not, in several blocks", async () => {
  // A block is 2^20 neighbours: 1,048 items of 1,000.
  const cases: [n: number, options: RandomModelOptions][] = [
    [1000, { itemCount: 1100, dimensions: 6 }],
    [5, { itemCount: 300, dimensions: 10, crossed: true }],
  ];
  for (const [n, options] of cases) {
    const model = randomModel(options);
    const pairCounts = Uint32Array.from(
      { length: options.itemCount },
      (_, row) => row % 7 === 3 ? 0 : row,
    );
    const lists = await listsOf(model, { pairCounts, n });
    const expected = byDefinition(model, pairCounts, n);
    assertClose(lists.probabilities, expected.probabilities);
    let others = 0;
    for (const [row, list] of lists.rows.entries()) {
      others += list.filter((item, place) =>
        item !== expected.rows[row]![place]
      ).length;
    }
    // Sums in another order may swap what is all but tied.
    assert.ok(others <= 1e-3 * options.itemCount * n, `${others} others`);
  }
});

Deno.test("writeLists() gives the same bytes by any number of threads", async () => {
  await withFolder(async (folder) => {
    // As many as are worth a second thread.
    const model = randomModel({ itemCount: 4500, dimensions: 128 });
    const pairCounts = new Uint32Array(4500).fill(1);
    for (const threads of [1, 2]) {
      const path = join(folder, `${threads}`);
      await writeLists(path, model, { pairCounts, n: 20, threads });
    }
    assert.deepEqual(
      await readFile(join(folder, "1")),
      await readFile(join(folder, "2")),
    );
  });
});

Deno.test("writeLists() writes empty lists for one item, and for untrained ones", async () => {
  for (const itemCount of [1, 3]) {
    const model = randomModel({ itemCount, dimensions: 2 });
    for (const pairs of itemCount === 1 ? [0, 4] : [0]) {
      const pairCounts = new Uint32Array(itemCount).fill(pairs);
      const lists = await listsOf(model, { pairCounts });
      assert.equal(lists.n, 100);
      assert.deepEqual(
        lists.rows,
        Array(itemCount).fill(Array(100).fill(NO_NEIGHBOUR)),
      );
    }
  }
});

Deno.test("writeLists() tells how many items have their list, up to all", async () => {
  const events: ProgressEvent[] = [];
  await listsOf(smallModel(), {
    pairCounts: SMALL_PAIR_COUNTS,
    onProgress: (event) => events.push(event),
  });
  assert.deepEqual(events.at(-1), {
    task: "lists",
    done: 4,
    total: 4,
    unit: "items",
  });
});

Deno.test("writeLists() ends with the signal's reason", async () => {
  await withFolder(async (folder) => {
    const reason = new Error("enough");
    await assert.rejects(
      writeLists(join(folder, "lists.bin"), smallModel(), {
        pairCounts: SMALL_PAIR_COUNTS,
        signal: AbortSignal.abort(reason),
      }),
      reason,
    );
  });
});

Deno.test("writeLists() refuses wrong arguments before it writes", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "lists.bin");
    for (const n of [0, 1001, 2.5, NaN]) {
      await assert.rejects(
        writeLists(path, smallModel(), { pairCounts: SMALL_PAIR_COUNTS, n }),
        new RangeError(
          `Cannot write neighbour lists: n must be a whole number in [1, 1000], got ${n}`,
        ),
      );
    }
    await assert.rejects(
      writeLists(path, smallModel(), { pairCounts: new Uint32Array(4) }),
      new RangeError(
        "Cannot write neighbour lists: pair counts must have length 5, got 4",
      ),
    );
    await assert.rejects(stat(path), { code: "ENOENT" });
  });
});
