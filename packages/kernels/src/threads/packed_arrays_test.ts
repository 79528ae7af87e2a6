import assert from "node:assert/strict";
import { packArrays, unpackArrays } from "./packed_arrays.ts";

Deno.test("packArrays() leaves no typed array, and unpackArrays() makes the same over the same buffers", () => {
  const shared = new Float32Array(new SharedArrayBuffer(64), 16, 4).fill(3);
  const table = { values: shared, itemCount: 1 };
  const value = {
    anchors: table,
    targets: table,
    parts: [new Uint8Array([1, 2]), new Float64Array(2), new Int32Array(1)],
    none: undefined,
    name: "pairs",
  };
  const packed = packArrays(value);
  const views: unknown[] = [];
  JSON.stringify(packed, (_, held) => {
    if (ArrayBuffer.isView(held)) views.push(held);
    return held;
  });
  assert.deepEqual(views, []);

  const unpacked = unpackArrays(structuredClone(packed));
  assert.deepEqual(unpacked, value);
  assert.equal(unpacked.anchors, unpacked.targets);
  unpacked.anchors.values[0] = 7;
  assert.equal(shared[0], 7);
  assert.equal(unpacked.parts[0] instanceof Uint8Array, true);
});

Deno.test("packArrays() leaves instances of classes as they are", () => {
  const memory = new WebAssembly.Memory({
    initial: 1,
    maximum: 1,
    shared: true,
  });
  const value = { memory, error: new RangeError("x") };
  const unpacked = unpackArrays(packArrays(value));
  assert.equal(unpacked.memory, memory);
  assert.equal(unpacked.error, value.error);
});
