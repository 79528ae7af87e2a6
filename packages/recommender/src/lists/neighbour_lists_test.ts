import {
  encodeListsHeader,
  listsLayout,
  MODEL_FILES,
  NO_NEIGHBOUR,
} from "@kindred/core";
import assert from "node:assert/strict";
import { memorySource } from "../sources/memory_source.ts";
import type { ModelSource } from "../sources/model_source.ts";
import { openLists } from "./neighbour_lists.ts";

/** Lists of four items, of up to three; the last item is untrained. */
const LISTS: [row: number, probability: number][][] = [
  [[2, 0.75], [1, 0.5]],
  [[0, 0.5], [2, 0.5]],
  [[0, 0.75], [1, 0.5]],
  [],
];

function listsFile(lists = LISTS, n = 3): Uint8Array<ArrayBuffer> {
  const shape = { itemCount: lists.length, n };
  const layout = listsLayout(shape);
  const file = new Uint8Array(layout.bytes);
  file.set(encodeListsHeader(shape));
  const view = new DataView(file.buffer);
  for (const [row, list] of lists.entries()) {
    for (let place = 0; place < n; place++) {
      const at = row * layout.list + 4 * place;
      const [other, probability] = list[place] ?? [NO_NEIGHBOUR, 0];
      view.setUint32(layout.rows + at, other, true);
      view.setFloat32(layout.probabilities + at, probability, true);
    }
  }
  return file;
}

const sourceOf = (file: Uint8Array) =>
  memorySource({ [MODEL_FILES.lists]: file });

Deno.test("list() gives the neighbours of a row, best first, as many as asked for", async () => {
  const shifted = new Uint8Array(listsFile().length + 1);
  shifted.set(listsFile(), 1);
  for (const file of [listsFile(), shifted.subarray(1)]) {
    for (const preload of [false, true]) {
      const lists = await openLists(sourceOf(file), { preload });
      assert.ok(lists !== null);
      assert.equal(lists.itemCount, 4);
      assert.equal(lists.n, 3);
      for (const [row, expected] of LISTS.entries()) {
        for (const k of [1, 2, 3]) {
          const { rows, probabilities } = await lists.list(row, k);
          assert.deepEqual(
            Array.from(rows, (other, i) => [other, probabilities[i]]),
            expected.slice(0, k),
          );
        }
        assert.equal((await lists.list(row)).rows.length, expected.length);
      }
    }
  }
});

Deno.test("list() reads two parts of the list's length, or none with preload", async () => {
  for (const preload of [false, true]) {
    const inner = sourceOf(listsFile());
    const reads: number[][] = [];
    const source: ModelSource = {
      ...inner,
      read(name, from, to) {
        reads.push([from, to]);
        return inner.read(name, from, to);
      },
    };
    const lists = await openLists(source, { preload });
    assert.deepEqual(reads.shift(), [0, 64]);
    if (preload) assert.deepEqual(reads.shift(), [0, 64 + 4 * 3 * 8]);
    await lists!.list(2, 2);
    assert.deepEqual(
      reads,
      preload ? [] : [
        [64 + 24, 64 + 32],
        [64 + 48 + 24, 64 + 48 + 32],
      ],
    );
  }
});

Deno.test("openLists() gives null where a model has no lists", async () => {
  assert.equal(await openLists(memorySource({})), null);
});

Deno.test("openLists() throws ArtifactError naming a file that is cut short", async () => {
  const file = listsFile();
  for (const length of [0, 63, 64, file.length - 1]) {
    await assert.rejects(openLists(sourceOf(file.subarray(0, length))), {
      name: "ArtifactError",
      path: "lists.bin",
      message: /it must have \d+ bytes( or more)?, got \d+$/,
    });
  }
});

Deno.test("list() throws ArtifactError for a list that no exporter writes", async () => {
  const cases: [row: number, probability: number][][] = [
    [[4, 0.5]],
    [[0, 0.5]],
    [[1, 0.5], [2, 0.75]],
    [[1, NaN]],
    [[1, 1.5]],
    [[1, -0.5]],
  ];
  for (const list of cases) {
    const file = listsFile([list, ...LISTS.slice(1)]);
    const lists = await openLists(sourceOf(file));
    const [row, probability] = list.at(-1)!;
    await assert.rejects(lists!.list(0), {
      name: "ArtifactError",
      path: "lists.bin",
      message:
        `Cannot read "lists.bin": the list of row 0 must hold other rows below 4, at falling probabilities, got ${row} at ${probability}`,
    });
  }
});

Deno.test("list() throws RangeError for a row or k out of range", async () => {
  const lists = (await openLists(sourceOf(listsFile())))!;
  for (const row of [-1, 4, 0.5, NaN]) {
    await assert.rejects(
      lists.list(row),
      new RangeError(
        `Cannot read a neighbour list: the row must be a whole number in [0, 3], got ${row}`,
      ),
    );
  }
  for (const k of [0, 4, 1.5, NaN, 1e9]) {
    await assert.rejects(
      lists.list(0, k),
      new RangeError(
        `Cannot read a neighbour list: k must be a whole number in [1, 3], got ${k}`,
      ),
    );
  }
});
