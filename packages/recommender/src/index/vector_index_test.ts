import {
  encodeVectorIndexFooter,
  MODEL_FILES,
  VECTOR_INDEX_FOOTER_BYTES,
} from "@kindred/core";
import { sigmoid } from "@kindred/kernels";
import assert from "node:assert/strict";
import {
  appendFile,
  mkdtemp,
  readFile,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { loadUsearch } from "./_load_usearch.ts";
import { openIndex } from "./vector_index.ts";

const hasUsearch = await loadUsearch().then(() => true, () => false);
const ignore = !hasUsearch;
if (ignore) {
  // deno-lint-ignore no-console -- a skipped test says why
  console.log(
    "skipped: searching an approximate index, as the package usearch is not installed",
  );
}

/** Six items of two dimensions, even in half precision; the fourth is untrained. */
const VECTORS = [[1, 0], [2, 0.5], [1.5, -0.5], [9, 9], [-1, 2], [0.25, 0.125]];
const BIASES = [0, 0.25, -0.5, 3, 0, 1];
const TRAINED = [0, 1, 2, 4, 5];
const GLOBAL_BIAS = -1;

/** Writes an index as the exporter does, and hands its folder to `use`. */
async function withIndex(
  use: (folder: string, path: string) => Promise<void>,
  { crossed = false } = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-index-"));
  try {
    const path = join(folder, MODEL_FILES.index);
    const Index = await loadUsearch() as unknown as new (config: object) => {
      add(keys: BigUint64Array, vectors: Float32Array, threads: number): void;
      save(path: string): void;
    };
    const index = new Index({
      dimensions: 4,
      metric: "ip",
      quantization: "f16",
      connectivity: 16,
    });
    for (const row of TRAINED) {
      const vector = Float32Array.of(...VECTORS[row]!, BIASES[row]!, 0);
      index.add(BigUint64Array.of(BigInt(row)), vector, 1);
    }
    index.save(path);
    const { size } = await stat(path);
    await appendFile(path, new Uint8Array(Uint32Array.from(TRAINED).buffer));
    await appendFile(
      path,
      encodeVectorIndexFooter({
        itemCount: 6,
        candidateCount: 5,
        dimensions: 2,
        crossed,
        globalBias: GLOBAL_BIAS,
        expansion: 64,
        recallAt10: 0.75,
        bodyBytes: size,
      }),
    );
    await use(folder, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** The answer by the definition. */
function expected(
  vector: readonly number[],
  bias: number,
  excluded: readonly number[],
  crossed = false,
): [row: number, probability: number][] {
  const [a, b] = crossed ? [vector[1]!, vector[0]!] : [vector[0]!, vector[1]!];
  return TRAINED.filter((row) => !excluded.includes(row))
    .map((row): [number, number] => {
      const [x, y] = VECTORS[row] as [number, number];
      return [row, sigmoid(a * x + b * y + BIASES[row]! + bias + GLOBAL_BIAS)];
    })
    .sort((one, other) => other[1] - one[1]);
}

function assertFound(
  { rows, probabilities }: { rows: Uint32Array; probabilities: Float32Array },
  wanted: [row: number, probability: number][],
): void {
  assert.deepEqual([...rows], wanted.map(([row]) => row));
  for (const [i, [, probability]] of wanted.entries()) {
    assert.ok(Math.abs(probabilities[i]! - probability) < 1e-3);
  }
}

Deno.test({
  name: "neighbours() finds what goes best with an item, crossed or not",
  ignore,
  fn: async () => {
    for (const crossed of [false, true]) {
      await withIndex(async (folder) => {
        const index = (await openIndex(folder))!;
        assert.equal(index.itemCount, 6);
        assert.equal(index.candidateCount, 5);
        assert.equal(index.dimensions, 2);
        assert.equal(index.recallAt10, 0.75);
        for (const row of TRAINED) {
          const wanted = expected(VECTORS[row]!, BIASES[row]!, [row], crossed);
          for (const k of [1, 3, 4, 100]) {
            assertFound(
              await index.neighbours([{ row, weight: 0.3 }], k),
              wanted.slice(0, k),
            );
          }
        }
        await index.close();
      }, { crossed });
    }
  },
});

Deno.test({
  name:
    "neighbours() takes the mean of a basket by weight, and leaves out what it is told",
  ignore,
  fn: async () => {
    await withIndex(async (folder) => {
      const index = (await openIndex(folder))!;
      // Weights 3 and 1 of items 0 and 4, and 0 of item 5.
      const basket = [
        { row: 0, weight: 3 },
        { row: 4, weight: 1 },
        { row: 5, weight: 0 },
      ];
      const mean = [(3 * 1 - 1) / 4, (3 * 0 + 2) / 4];
      assertFound(
        await index.neighbours(basket, 9),
        expected(mean, 0, [0, 4, 5]),
      );
      assertFound(
        await index.neighbours(basket, 1, new Set([1, 3])),
        expected(mean, 0, [0, 4, 5, 1]),
      );
      await index.close();
    });
  },
});

Deno.test({
  name: "search() takes any vector, with a bias",
  ignore,
  fn: async () => {
    await withIndex(async (folder) => {
      const index = (await openIndex(folder))!;
      assertFound(
        index.search(Float32Array.of(0.5, 1), 2, { bias: 2, excluded: [5] }),
        expected([0.5, 1], 2, [5]).slice(0, 2),
      );
      await index.close();
    });
  },
});

Deno.test({
  name: "neighbours() throws RangeError for what it cannot answer",
  ignore,
  fn: async () => {
    await withIndex(async (folder) => {
      const index = (await openIndex(folder))!;
      const refusals: [row: number, weight: number, k: number, RegExp][] = [
        [0, 1, 0, /k must be a whole number >= 1, got 0$/],
        [0, 1, NaN, /k must be a whole number >= 1, got NaN$/],
        [0, -1, 1, /a weight must be a number >= 0, got -1$/],
        [0, 0, 1, /its basket must hold an item of some weight, got none$/],
        [3, 1, 1, /items of a basket must be in it, got row 3$/],
        [6, 1, 1, /items of a basket must be in it, got row 6$/],
      ];
      for (const [row, weight, k, message] of refusals) {
        await assert.rejects(index.neighbours([{ row, weight }], k), {
          name: "RangeError",
          message,
        });
      }
      await assert.rejects(index.neighbours([], 1), { name: "RangeError" });
      assert.throws(
        () => index.search(new Float32Array(3), 1),
        new RangeError(
          "Cannot search the approximate index: vectors must have length 2, got 3",
        ),
      );
      await index.close();
    });
  },
});

Deno.test({
  name:
    "openIndex() throws ArtifactError naming a file that is cut short or damaged",
  ignore,
  fn: async () => {
    await withIndex(async (folder, path) => {
      const whole = await readFile(path);
      const body = whole.length - VECTOR_INDEX_FOOTER_BYTES - 4 * 5;
      const refusal = { name: "ArtifactError", path };
      for (const length of [0, 10, 100, whole.length - 1]) {
        await writeFile(path, whole);
        await truncate(path, length);
        await assert.rejects(openIndex(folder), refusal);
      }
      await writeFile(path, new Uint8Array(whole).fill(0, 0, body));
      await assert.rejects(openIndex(folder), {
        ...refusal,
        message: /it must be an index of 5 items, got /,
      });
    });
  },
});

Deno.test("openIndex() gives null where a model has no index", async () => {
  assert.equal(await openIndex(join(tmpdir(), "kindred-no-such-folder")), null);
});
