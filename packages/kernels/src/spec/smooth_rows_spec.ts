import { createRandom, type EmbeddingTable } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomValues } from "../_testing.ts";
import type { ArrayAllocator } from "../array_allocator.ts";
import { neighboursOf } from "../neighbours.ts";
import type { smoothRowsReference } from "../reference/smooth_rows.ts";
import type { SmoothProblem, SmoothSettings } from "../smooth_problem.ts";

/** A version of smoothing, and where its arrays must lie. */
export interface SmoothVersion {
  arrays: ArrayAllocator;
  smoothRows: typeof smoothRowsReference;
}

const ITEMS = 40;

/** Registers the tests that every version of smoothing must pass. */
export function smoothRowsSpec(
  name: string,
  { arrays, smoothRows }: SmoothVersion,
): void {
  function tableOf(values: Float32Array, dimensions: number): EmbeddingTable {
    const own = arrays.float32(values.length);
    own.set(values);
    return { values: own, itemCount: values.length / dimensions, dimensions };
  }

  /** A random table; items of high rows have few neighbours, the last none. */
  function randomProblem(seed: number, dimensions: number): SmoothProblem {
    const random = createRandom(seed);
    const rows = () =>
      Uint32Array.from(
        { length: 80 },
        () => random.below(1 + random.below(39)),
      );
    return {
      table: tableOf(randomValues(random, ITEMS * dimensions), dimensions),
      neighbours: neighboursOf({ left: rows(), right: rows() }, ITEMS, arrays),
      out: tableOf(new Float32Array(ITEMS * dimensions).fill(NaN), dimensions),
    };
  }

  function smooth(
    problem: SmoothProblem,
    settings: SmoothSettings,
    from = 0,
    to = ITEMS,
  ): void {
    smoothRows(problem, { from, to }, settings);
  }

  Deno.test(`${name} matches the sum over all pairs of rows`, () => {
    for (const normalization of ["mean", "symmetric", undefined] as const) {
      for (const dimensions of [4, 12, 32]) {
        const problem = randomProblem(dimensions, dimensions);
        smooth(problem, {
          strength: 0.3,
          keep: 0.8,
          ...(normalization && { normalization }),
        });
        const { table, out } = problem;
        const counts = countsOf(problem);
        const degrees = counts.map((row) => row.reduce((sum, n) => sum + n));
        assert.ok(Math.max(...degrees) > 9 && degrees.includes(0));
        for (let at = 0; at < ITEMS * dimensions; at++) {
          const i = Math.floor(at / dimensions);
          let expected = 0.8 * table.values[at]!;
          for (const [j, count] of counts[i]!.entries()) {
            if (count === 0) continue;
            const divisor = normalization === "symmetric"
              ? Math.sqrt(degrees[i]! * degrees[j]!)
              : degrees[i]!;
            expected += 0.3 * count *
              table.values[j * dimensions + at % dimensions]! / divisor;
          }
          // Some roundings in single precision of numbers below 2.
          assertClose(out.values[at]!, expected, {
            absolute: 1e-6,
            relative: 1e-6,
          });
        }
      }
    }
  });

  Deno.test(`${name} keeps a row as it is by default, and with strength 0`, () => {
    const problem = randomProblem(1, 8);
    smooth(problem, { strength: 0 });
    assert.deepEqual([...problem.out.values], [...problem.table.values]);
    smooth(problem, { strength: 7 }, ITEMS - 1, ITEMS);
    assert.deepEqual(
      [...problem.out.values.subarray(-8)],
      [...problem.table.values.subarray(-8)],
    );
  });

  Deno.test(`${name} gives the same bits in whatever parts, and no more rows`, () => {
    const whole = randomProblem(2, 12);
    const inParts = randomProblem(2, 12);
    const settings: SmoothSettings = {
      strength: 0.3,
      normalization: "symmetric",
    };
    smooth(whole, settings);
    smooth(inParts, settings, 13, ITEMS);
    assert.ok(inParts.out.values.subarray(0, 13 * 12).every(Number.isNaN));
    smooth(inParts, settings, 0, 13);
    assert.deepEqual(inParts.out.values, whole.out.values);
    assert.deepEqual(inParts.table.values, randomProblem(2, 12).table.values);
  });

  Deno.test(`${name} shows NaN in the row and its neighbours only`, () => {
    const problem = randomProblem(3, 4);
    problem.table.values[5 * 4 + 1] = NaN;
    smooth(problem, { strength: 0.5 });
    const counts = countsOf(problem);
    for (const [at, value] of problem.out.values.entries()) {
      const i = at >> 2;
      const isNear = i === 5 || counts[i]![5]! > 0;
      assert.equal(Number.isNaN(value), isNear && at % 4 === 1, `at ${at}`);
    }
  });

  Deno.test(`${name} throws RangeError for what does not fit`, () => {
    const problem = randomProblem(4, 4);
    const refuse = (
      changes: Partial<SmoothProblem & SmoothSettings>,
      message: string,
    ): void => {
      const { strength = 1, keep = 1, ...rest } = changes;
      assert.throws(() => smooth({ ...problem, ...rest }, { strength, keep }), {
        name: "RangeError",
        message: `Cannot smooth rows: ${message}`,
      });
    };
    refuse(
      { out: tableOf(new Float32Array(8), 4) },
      "out must have shape [40, 4], got [2, 4]",
    );
    refuse(
      { out: problem.table },
      "the tables must be two, got the same one twice",
    );
    refuse({ strength: NaN }, "strength must be finite, got NaN");
    refuse({ keep: Infinity }, "keep must be finite, got Infinity");
    refuse(
      { neighbours: { ...problem.neighbours, start: arrays.uint32(3) } },
      "start must have length 41, got 3",
    );
    assert.throws(() => smooth(problem, { strength: 1 }, 3, 41), {
      name: "RangeError",
      message:
        "Cannot smooth rows: rows must be a range within [0, 40], got [3, 41)",
    });
  });
}

/** How often each row is a neighbour of each, shape `[n][n]`. */
function countsOf({ neighbours }: SmoothProblem): number[][] {
  return Array.from({ length: ITEMS }, (_, i) => {
    const counts = new Array<number>(ITEMS).fill(0);
    const own = neighbours.partner.subarray(
      neighbours.start[i],
      neighbours.start[i + 1],
    );
    for (const j of own) counts[j]!++;
    return counts;
  });
}
