import assert from "node:assert/strict";
import {
  decodeVectorIndexFooter,
  encodeVectorIndexFooter,
  vectorIndexLayout,
  type VectorIndexShape,
} from "./vector_index_layout.ts";

const SHAPE: VectorIndexShape = {
  itemCount: 9,
  candidateCount: 7,
  dimensions: 128,
  crossed: true,
  globalBias: -1.5,
  expansion: 256,
  recallAt10: 0.75,
  bodyBytes: 2 ** 33 + 3,
};
const { bytes } = vectorIndexLayout(SHAPE);

Deno.test("vectorIndexLayout() has rows and footer behind what usearch wrote", () => {
  assert.deepEqual(vectorIndexLayout(SHAPE), {
    width: 130,
    vectors: 8,
    vector: 260,
    rows: 2 ** 33 + 3,
    bytes: 2 ** 33 + 3 + 4 * 7 + 64,
  });
});

Deno.test("decodeVectorIndexFooter() reads what encodeVectorIndexFooter() wrote", () => {
  const footer = encodeVectorIndexFooter(SHAPE);
  assert.equal(new TextDecoder().decode(footer.subarray(0, 8)), "KNDINDEX");
  assert.deepEqual(decodeVectorIndexFooter(footer, "x", bytes), SHAPE);
});

Deno.test("decodeVectorIndexFooter() refuses what is damaged, naming it", () => {
  const cases: [change: Partial<VectorIndexShape>, complaint: string][] = [
    [{ candidateCount: 0 }, "it must hold 1 to 9 items, got 0"],
    [{ candidateCount: 10 }, "it must hold 1 to 9 items, got 10"],
    [{ expansion: 0 }, "its expansion must be 1 or more, got 0"],
    [{ bodyBytes: 8 }, `it must have 100 bytes, got ${bytes}`],
  ];
  for (const [change, complaint] of cases) {
    const footer = encodeVectorIndexFooter({ ...SHAPE, ...change });
    assert.throws(() => decodeVectorIndexFooter(footer, "i", bytes), {
      name: "ArtifactError",
      path: "i",
      message: `Cannot read "i": ${complaint}`,
    });
  }
});
