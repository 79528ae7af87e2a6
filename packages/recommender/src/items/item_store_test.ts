import { itemsIndexLayout, MODEL_FILES, type ModelItem } from "@kindred/core";
import assert from "node:assert/strict";
import { memorySource } from "../sources/memory_source.ts";
import type { ModelSource } from "../sources/model_source.ts";
import { idsOfOnePlace, itemFiles, itemOf } from "./_item_files_fixture.ts";
import { openItemStore } from "./item_store.ts";

/** A source that tells what it was asked for. */
function watched(
  files: Record<string, Uint8Array>,
): { source: ModelSource; reads: [name: string, from: number, to: number][] } {
  const reads: [name: string, from: number, to: number][] = [];
  const inner = memorySource(files);
  return {
    reads,
    source: {
      ...inner,
      read(name, from, to) {
        reads.push([name, from, to]);
        return inner.read(name, from, to);
      },
    },
  };
}

function manyItems(count: number): ModelItem[] {
  return Array.from({ length: count }, (_, row) => itemOf(`item-${row}`, row));
}

Deno.test("openItemStore() finds every item by its id and by its row", async () => {
  const odd = ["", "__proto__", "a/b", "../x", "饭🍚", "é", "\ud800", '"\n'];
  const items = [...odd, ...idsOfOnePlace(20)].map(itemOf);
  for (const cacheSize of [0, 3, 100]) {
    const store = await openItemStore(memorySource(itemFiles(items)), {
      cacheSize,
    });
    assert.equal(store.itemCount, items.length);
    assert.deepEqual([...store.pairs], items.map(({ pairs }) => pairs));
    for (const [row, item] of items.entries()) {
      assert.equal(await store.indexOf(item.id), row, item.id);
      assert.deepEqual(await store.item(row), item);
    }
    for (
      const id of ["constructor", "e\u0301", ...idsOfOnePlace(25).slice(20)]
    ) {
      assert.equal(await store.indexOf(id), undefined, id);
    }
  }
});

Deno.test("openItemStore() opens one item, and ids that all begin at one place", async () => {
  for (const count of [1, 4]) {
    const items = idsOfOnePlace(count).map(itemOf);
    const store = await openItemStore(memorySource(itemFiles(items)));
    const found = await Promise.all(items.map(({ id }) => store.indexOf(id)));
    assert.deepEqual(found, [...items.keys()]);
    assert.equal(await store.indexOf("another"), undefined);
  }
});

Deno.test("openItemStore() reads the index alone, wherever in a buffer it lies", async () => {
  const files = itemFiles(manyItems(50));
  const shifted = new Uint8Array(files[MODEL_FILES.itemsIndex]!.length + 1);
  shifted.set(files[MODEL_FILES.itemsIndex]!, 1);
  const { source, reads } = watched({
    ...files,
    [MODEL_FILES.itemsIndex]: shifted.subarray(1),
  });
  const store = await openItemStore(source);
  assert.deepEqual(reads.map(([name]) => name), ["items.index"]);
  assert.equal((await store.item(49)).id, "item-49");
});

Deno.test("items() gives them in the order asked for, and reads near ones at once", async () => {
  const items = manyItems(2000);
  const { source, reads } = watched(itemFiles(items));
  const store = await openItemStore(source);
  reads.length = 0;
  const rows = Uint32Array.of(1500, 3, 5, 3, 1502, 4);
  assert.deepEqual(
    await store.items(rows),
    [...rows].map((row) => items[row]),
  );
  assert.equal(reads.length, 2);
  assert.deepEqual(await store.items([]), []);
});

Deno.test("items() keeps those asked for last, and no more than it should", async () => {
  const { source, reads } = watched(itemFiles(manyItems(2000)));
  const store = await openItemStore(source, { cacheSize: 2 });
  const readsFor = async (row: number) => {
    reads.length = 0;
    await store.item(row);
    return reads.length;
  };
  assert.equal(await readsFor(0), 1);
  assert.equal(await readsFor(1000), 1);
  assert.equal(await readsFor(0), 0);
  assert.equal(await readsFor(1999), 1);
  // The one asked for longest ago had to go.
  assert.equal(await readsFor(0), 0);
  assert.equal(await readsFor(1000), 1);
  // An id that is kept is found at once; another one is looked for.
  assert.equal(store.indexOf("item-1000"), 1000);
  assert.ok(store.indexOf("item-1999") instanceof Promise);
});

Deno.test("item() throws RangeError for a row that is not there", async () => {
  const store = await openItemStore(memorySource(itemFiles(manyItems(3))));
  for (const row of [-1, 3, 0.5, NaN]) {
    const refusal = new RangeError(
      `Cannot read an item: its row must be a whole number in [0, 2], got ${row}`,
    );
    await assert.rejects(store.item(row), refusal);
    await assert.rejects(store.items([0, row]), refusal);
  }
});

Deno.test("item() throws ArtifactError naming a line that is damaged", async () => {
  const cases: [spoil: (line: Uint8Array) => void, complaint: RegExp][] = [
    [(line) => line.fill(0), /line 2: it must be JSON in UTF-8, got /],
    [(line) => line[9] = 0xff, /line 2: it must be JSON in UTF-8, got /],
    [
      (line) => line.set(new TextEncoder().encode('{"Id"')),
      /line 2: "id" must be a text, got none$/,
    ],
  ];
  for (const [spoil, message] of cases) {
    const files = itemFiles(manyItems(3));
    const text = files[MODEL_FILES.items]!;
    const start = text.indexOf(10) + 1;
    spoil(text.subarray(start, text.indexOf(10, start)));
    const store = await openItemStore(memorySource(files));
    await assert.rejects(store.item(1), {
      name: "ArtifactError",
      path: "items.ndjson",
      message,
    });
    // The others are as good as before.
    assert.equal((await store.item(2)).id, "item-2");
  }
});

Deno.test("openItemStore() throws ArtifactError naming a file that is missing, cut short or damaged", async () => {
  const files = itemFiles(manyItems(3));
  const { items: itemsName, itemsIndex: indexName } = MODEL_FILES;
  const index = files[indexName]!, items = files[itemsName]!;
  const layout = itemsIndexLayout({ itemCount: 3, tableSize: 8 });
  const spoilt = (at: number, value: number) => {
    const copy = index.slice();
    new DataView(copy.buffer).setUint32(at, value, true);
    return { [itemsName]: items, [indexName]: copy };
  };
  const taken = [...new Uint32Array(index.slice(layout.table).buffer)]
    .findIndex((entry) => entry !== 0);
  const cases: [Record<string, Uint8Array>, name: string, complaint: RegExp][] =
    [
      [
        { [itemsName]: items },
        indexName,
        /it must be there, got no such file$/,
      ],
      [
        { [indexName]: index },
        itemsName,
        /it must be there, got no such file$/,
      ],
      [
        { ...files, [indexName]: index.subarray(0, -4) },
        indexName,
        /it must have \d+ bytes, got \d+$/,
      ],
      [
        { ...files, [itemsName]: items.subarray(1) },
        itemsName,
        /it must have \d+ bytes, got \d+$/,
      ],
      [
        spoilt(layout.offsets, 1),
        indexName,
        /the first line must begin at 0, got 1$/,
      ],
      [
        spoilt(layout.offsets + 8, 0),
        indexName,
        /line 2 must begin behind 0, got 0$/,
      ],
      [
        spoilt(layout.table + 4 * taken, 4),
        indexName,
        /its table must name each of 3 rows once, got 3$/,
      ],
      [
        spoilt(layout.table + 4 * taken, 0),
        indexName,
        /its table must name 3 rows, got 2$/,
      ],
    ];
  for (const [held, path, message] of cases) {
    await assert.rejects(openItemStore(memorySource(held)), {
      name: "ArtifactError",
      path,
      message,
    });
  }
});

Deno.test("openItemStore() throws RangeError for a cache size out of range", async () => {
  await assert.rejects(
    openItemStore(memorySource({}), { cacheSize: -1 }),
    new RangeError(
      "Cannot open the items: cacheSize must be a whole number >= 0, got -1",
    ),
  );
});
