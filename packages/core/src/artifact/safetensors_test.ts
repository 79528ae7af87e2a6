import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder } from "../_testing.ts";
import { readSafetensors, writeSafetensors } from "./safetensors.ts";

/** Builds a file by the format's description: length, header, values. */
function encode(header: string, values: Float32Array): Uint8Array {
  const json = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + json.length + values.length * 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, json.length, true);
  bytes.set(json, 8);
  values.forEach((value, i) =>
    view.setFloat32(8 + json.length + i * 4, value, true)
  );
  return bytes;
}

Deno.test("writeSafetensors() writes the bytes that the format asks for", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    await writeSafetensors(path, {
      v: { shape: [2, 1], values: Float32Array.of(1, -2) },
      b: { shape: [], values: Float32Array.of(0.5) },
    }, { by: "test" });
    const json = '{"__metadata__":{"by":"test"},' +
      '"v":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},' +
      '"b":{"dtype":"F32","shape":[],"data_offsets":[8,12]}}';
    const padded = json.padEnd(Math.ceil(json.length / 8) * 8);
    assert.deepEqual(
      new Uint8Array(await readFile(path)),
      encode(padded, Float32Array.of(1, -2, 0.5)),
    );
  }));

Deno.test("writeSafetensors() aligns the values to 8 bytes for any header", () =>
  inTemporaryFolder(async (folder) => {
    // Names of one to four bytes a letter: text and bytes differ in length.
    for (const name of ["a", "ab", "abc", "é", "éé", "日", "𝄞", "𝄞abcdefg"]) {
      const path = join(folder, `${name}.safetensors`);
      await writeSafetensors(path, {
        [name]: { shape: [1], values: Float32Array.of(7) },
      });
      const bytes = await readFile(path);
      const length = Number(bytes.readBigUInt64LE(0));
      assert.equal(length % 8, 0);
      assert.equal(bytes.length, 8 + length + 4);
      assert.equal(bytes.readFloatLE(8 + length), 7);
    }
  }));

Deno.test("readSafetensors() gives back what was written, bit by bit", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    const tensors = {
      odd: {
        shape: [3],
        values: Float32Array.of(NaN, -Infinity, 1e-45),
      },
      // A view into a longer buffer, as the trainer's tables are.
      view: {
        shape: [2, 2],
        values: Float32Array.of(9, 1, 2, 3, 4, 9).subarray(1, 5),
      },
      none: { shape: [0, 128], values: new Float32Array() },
      one: { shape: [], values: Float32Array.of(-0) },
      toString: { shape: [1], values: Float32Array.of(3) },
    };
    await writeSafetensors(path, tensors, { epoch: "5" });
    const read = await readSafetensors(path);
    assert.deepEqual(read.metadata, { epoch: "5" });
    assert.deepEqual(Object.keys(read.tensors), Object.keys(tensors));
    for (const [name, tensor] of Object.entries(tensors)) {
      assert.deepEqual(read.tensors[name], {
        shape: tensor.shape,
        values: tensor.values.slice(),
      });
    }
  }));

Deno.test("writeSafetensors() takes shared memory", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    const values = new Float32Array(new SharedArrayBuffer(8));
    values.set([1, 2]);
    await writeSafetensors(path, { v: { shape: [2], values } });
    const { tensors } = await readSafetensors(path);
    assert.deepEqual([...tensors.v!.values], [1, 2]);
  }));

Deno.test("readSafetensors() gives back no tensors and no metadata", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "empty.safetensors");
    await writeSafetensors(path, {});
    assert.deepEqual(await readSafetensors(path), {
      tensors: {},
      metadata: {},
    });
    await writeFile(path, encode("{}", new Float32Array()));
    assert.deepEqual(await readSafetensors(path), {
      tensors: {},
      metadata: {},
    });
  }));

Deno.test("readSafetensors() takes tensors in any order, without padding", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "foreign.safetensors");
    await writeFile(
      path,
      encode(
        '{"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]},"a":{"data_offsets":[0,4],"shape":[1,1],"dtype":"F32"}}',
        Float32Array.of(1, 2),
      ),
    );
    assert.deepEqual((await readSafetensors(path)).tensors, {
      b: { shape: [1], values: Float32Array.of(2) },
      a: { shape: [1, 1], values: Float32Array.of(1) },
    });
  }));

Deno.test("writeSafetensors() throws RangeError if a shape does not fit", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    await assert.rejects(
      writeSafetensors(path, {
        v: { shape: [2, 3], values: new Float32Array(5) },
      }),
      {
        name: "RangeError",
        message:
          'Cannot write tensor "v": shape [2,3] must hold 6 values, got 5',
      },
    );
    // Refused before the file is made.
    await assert.rejects(readFile(path), { code: "ENOENT" });
  }));

Deno.test("writeSafetensors() rejects if the file exists", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    await writeSafetensors(path, {});
    await assert.rejects(writeSafetensors(path, {}), { code: "EEXIST" });
  }));

Deno.test("readSafetensors() throws ArtifactError at every cut", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "model.safetensors");
    await writeSafetensors(path, {
      v: { shape: [3], values: Float32Array.of(1, 2, 3) },
    });
    const whole = await readFile(path);
    for (let length = 0; length < whole.length; length++) {
      const cut = join(folder, `cut-${length}`);
      await writeFile(cut, whole.subarray(0, length));
      await assert.rejects(readSafetensors(cut), {
        name: "ArtifactError",
        path: cut,
      });
    }
  }));

Deno.test("readSafetensors() throws ArtifactError that says what is wrong", () =>
  inTemporaryFolder(async (folder) => {
    const path = join(folder, "bad.safetensors");
    const entry = (text: string): Uint8Array =>
      encode(`{"v":${text}}`, Float32Array.of(1, 2));
    const faults: [Uint8Array, string][] = [
      [new Uint8Array(), "0 bytes"],
      [
        new TextEncoder().encode("PAR1, no safetensors"),
        "a header of 8029390559826297000 bytes in 20",
      ],
      [encode("{]", new Float32Array()), "a header that is no JSON object"],
      [encode("null", new Float32Array()), "a header that is no JSON object"],
      [entry("null"), 'tensor "v" without a shape and two offsets'],
      [
        entry('{"dtype":"F32","shape":2,"data_offsets":[0,8]}'),
        'tensor "v" without a shape and two offsets',
      ],
      [
        entry('{"dtype":"F32","shape":[-2],"data_offsets":[8,0]}'),
        'tensor "v" without a shape and two offsets',
      ],
      [
        entry('{"dtype":"F32","shape":[2],"data_offsets":[0]}'),
        'tensor "v" without a shape and two offsets',
      ],
      [
        entry('{"dtype":"F64","shape":[1],"data_offsets":[0,8]}'),
        'tensor "v" of dtype F64, shape [1]',
      ],
      [
        entry('{"dtype":"F32","shape":[3],"data_offsets":[0,8]}'),
        'tensor "v" of dtype F32, shape [3]',
      ],
      [
        entry('{"dtype":"F32","shape":[2],"data_offsets":[4,12]}'),
        '71 bytes where "v" needs more',
      ],
    ];
    for (const [bytes, found] of faults) {
      await writeFile(path, bytes);
      await assert.rejects(readSafetensors(path), {
        name: "ArtifactError",
        message:
          `Cannot read "${path}": it must be a whole safetensors file of F32 tensors, got ${found}`,
        path,
      });
    }
  }));
