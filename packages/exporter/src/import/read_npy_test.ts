import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ignoreWithout, withFolder } from "../_testing.ts";
import { toHalves } from "../precision/half_floats.ts";
import { writeNpy } from "../vectors/write_npy.ts";
import {
  assertRefused,
  bytesOf,
  NUMBERS,
  TABLE,
  withFile,
} from "./_testing.ts";
import { readNpy } from "./read_npy.ts";

/** An .npy file by its documentation, of version 1 or 2. */
function npy(
  header: string,
  numbers: ArrayBufferView,
  version = 1,
): Uint8Array {
  const length = new Uint8Array(version === 1 ? 2 : 4);
  length[0] = header.length + 1;
  return Uint8Array.of(
    0x93,
    ...bytesOf("NUMPY"),
    version,
    0,
    ...length,
    ...bytesOf(header + "\n"),
    ...new Uint8Array(
      numbers.buffer,
      numbers.byteOffset,
      numbers.byteLength,
    ),
  );
}

function headerOf(type: string, shape: string, order = "False"): string {
  return `{'descr': '${type}', 'fortran_order': ${order}, 'shape': ${shape}, }`;
}

Deno.test("readNpy() reads floats of four bytes, of eight and of two", async () => {
  const exact = Float32Array.of(1, -2.5, 0.125, 0, 2 ** -20, 7);
  const halves = new Uint16Array(6);
  toHalves(exact, halves);
  for (
    const bytes of [
      npy(headerOf("<f4", "(2, 3)"), exact),
      npy(headerOf("<f4", "(2, 3)"), exact, 2),
      npy(headerOf("<f8", "(2, 3)"), Float64Array.from(exact)),
      npy(headerOf("<f2", "(2, 3)"), halves),
    ]
  ) {
    await withFile("v.npy", bytes, async (path) => {
      assert.deepEqual(await readNpy(path), { ...TABLE, values: exact });
    });
  }
});

Deno.test("readNpy() throws KindredError that names the byte", () => {
  const format =
    ", byte 0: it must be an .npy file of floats, little-endian, row after row, with two axes, got ";
  const values = Float32Array.from(NUMBERS);
  const headers = [
    headerOf("<f4", "(6,)"),
    headerOf("<f4", "(1, 2, 3)"),
    headerOf(">f4", "(2, 3)"),
    headerOf("<i4", "(2, 3)"),
    headerOf("<f4", "(2, 3)", "True"),
    "{}",
  ];
  return assertRefused("v.npy", readNpy, [
    ["", format + "0 bytes"],
    ["PK and so on, a zip archive", format + "another beginning"],
    ...headers.map((header): [Uint8Array, string] => [
      npy(header, values),
      format + header,
    ]),
    [
      npy(headerOf("<f4", "(2, 3)"), values.subarray(1)),
      ", byte 70: 2 x 3 numbers of 4 bytes must follow, got 20 bytes",
    ],
    [
      npy(headerOf("<f4", "(0, 3)"), values.subarray(6)),
      ", its header: there must be at least one vector of at least one number, and at most 4294967295 numbers, got 0 vectors of 3",
    ],
  ]);
});

const hasNumpy = spawnSync("python3", ["-c", "import numpy"]).status === 0;

Deno.test({
  name: "NumPy reads what writeNpy() writes, and readNpy() what NumPy writes",
  ignore: ignoreWithout(hasNumpy, "no python3 with the numpy package here"),
  fn: () =>
    withFolder(async (folder) => {
      const random = createRandom(5);
      const table = {
        values: Float32Array.from({ length: 700 }, () => random.float() - 0.5),
        itemCount: 100,
        dimensions: 7,
      };
      const path = join(folder, "v.npy");
      const ids = Array.from({ length: 100 }, (_, i) => `${i}`);
      await writeNpy(path, join(folder, "ids.txt"), table, ids);
      const { status, stderr } = spawnSync("python3", [
        "-c",
        `import numpy, sys
a = numpy.load(sys.argv[1])
assert a.shape == (100, 7) and a.dtype == numpy.float32
numpy.save(sys.argv[2], a.astype(numpy.float64))`,
        path,
        join(folder, "w.npy"),
      ], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.deepEqual(await readNpy(path), table);
      assert.deepEqual(await readNpy(join(folder, "w.npy")), table);
    }),
});
