import { createRandom, type EmbeddingTable, type Random } from "@kindred/core";
import assert from "node:assert/strict";
import { assertClose, randomValues, type Tolerance } from "../_testing.ts";
import type { AlsProblem, AlsSettings } from "../als_problem.ts";
import type { ArrayAllocator } from "../array_allocator.ts";
import { alsSolveRowsReference } from "../reference/als_solve_rows.ts";
import { gramReference } from "../reference/gram.ts";
import { solveDense } from "./solve_dense_fixture.ts";

/** A version of the solver, and what its tests need to know of it. */
export interface AlsVersion {
  /** Where its arrays must lie. */
  arrays: ArrayAllocator;
  /** The version. */
  solveRows: typeof alsSolveRowsReference;
  /** How close its rows must come to what they should be. */
  tolerance: Tolerance;
}

const SETTINGS: AlsSettings = { unobservedWeight: 0.05, regularization: 0.02 };

/** Registers the tests that every version of the solver of rows must pass. */
export function alsSolveRowsSpec(name: string, version: AlsVersion): void {
  const { arrays, solveRows, tolerance } = version;

  function tableOf(values: Float32Array, dimensions: number): EmbeddingTable {
    const own = arrays.float32(values.length);
    own.set(values);
    return { values: own, itemCount: values.length / dimensions, dimensions };
  }

  /** Random tables of 40 and 30 rows, row i with i % 14 neighbours. */
  function randomProblem(random: Random, dimensions: number): AlsProblem {
    const degrees = Array.from({ length: 40 }, (_, i) => i % 14);
    const count = degrees.reduce((sum, degree) => sum + degree);
    const neighbours = {
      start: arrays.uint32(41),
      partner: arrays.uint32(count),
      weight: arrays.float32(count),
    };
    for (const [i, degree] of degrees.entries()) {
      neighbours.start[i + 1] = neighbours.start[i]! + degree;
    }
    for (let at = 0; at < count; at++) {
      neighbours.partner[at] = random.below(30);
      neighbours.weight[at] = 0.5 + random.float();
    }
    const fixed = tableOf(randomValues(random, 30 * dimensions), dimensions);
    const gram = arrays.float32(dimensions ** 2);
    gramReference(fixed, { from: 0, to: 30 }, gram);
    const solved = tableOf(randomValues(random, 40 * dimensions), dimensions);
    return { solved, fixed, gram, neighbours };
  }

  /** Solves all rows, or some. */
  function solve(
    problem: AlsProblem,
    settings: AlsSettings,
    from = 0,
    to = problem.solved.itemCount,
  ): number {
    return solveRows(problem, { from, to }, settings);
  }

  Deno.test(`${name} comes to the solution of the written out system`, () => {
    const random = createRandom(1);
    for (const dimensions of [4, 8, 12, 20, 32]) {
      const problem = randomProblem(random, dimensions);
      solve(problem, { ...SETTINGS, steps: 4 * dimensions });
      for (let i = 0; i < 40; i++) {
        const { matrix, target } = systemOf(problem, i, SETTINGS);
        const expected = solveDense(matrix, target);
        for (const [c, value] of rowOf(problem.solved, i).entries()) {
          assertClose(value, expected[c]!, tolerance, `row ${i}`);
        }
      }
    }
  });

  Deno.test(`${name} goes down the gradient in its first step`, () => {
    const problem = randomProblem(createRandom(2), 8);
    const before = problem.solved.values.slice();
    solve(problem, { ...SETTINGS, steps: 1 });
    for (let i = 1; i < 14; i++) {
      const { matrix, target } = systemOf(problem, i, SETTINGS);
      const x = [...before.subarray(i * 8, (i + 1) * 8)];
      const residual = matrix.map((row, c) => target[c]! - dot(row, x));
      const product = matrix.map((row) => dot(row, residual));
      const length = dot(residual, residual) / dot(residual, product);
      for (const [c, value] of rowOf(problem.solved, i).entries()) {
        assertClose(value, x[c]! + length * residual[c]!, tolerance);
      }
    }
  });

  Deno.test(`${name} matches the reference after some steps, at many sizes`, () => {
    for (const dimensions of [4, 12, 16, 64, 132]) {
      for (const steps of [0, 2, undefined]) {
        const settings = steps === undefined
          ? SETTINGS
          : { ...SETTINGS, steps };
        const problem = randomProblem(createRandom(dimensions), dimensions);
        const solved = copyOf(problem.solved);
        alsSolveRowsReference(
          { ...problem, solved },
          { from: 0, to: 40 },
          steps === undefined ? { ...settings, steps: 3 } : settings,
        );
        solve(problem, settings);
        for (const [c, value] of problem.solved.values.entries()) {
          assertClose(
            value,
            solved.values[c]!,
            tolerance,
            `${dimensions} wide`,
          );
        }
      }
    }
  });

  Deno.test(`${name} returns what is minimised, written out`, () => {
    for (const steps of [0, 1, 3]) {
      const problem = randomProblem(createRandom(3), 12);
      const actual = solve(problem, { ...SETTINGS, steps });
      let expected = 0;
      for (let i = 0; i < 40; i++) expected += lossOf(problem, i, SETTINGS);
      // A sum of 40 rows' losses, each of a few hundred roundings.
      assertClose(actual, expected, { absolute: 0, relative: 2e-6 });
    }
  });

  Deno.test(`${name} gives the same bits in whatever parts the rows are solved`, () => {
    const whole = randomProblem(createRandom(4), 20);
    solve(whole, SETTINGS);
    const inParts = randomProblem(createRandom(4), 20);
    const cuts = [0, 1, 2, 7, 7, 24, 39, 40];
    for (let part = cuts.length - 2; part >= 0; part--) {
      solve(inParts, SETTINGS, cuts[part]!, cuts[part + 1]!);
    }
    assert.deepEqual(inParts.solved.values, whole.solved.values);
  });

  Deno.test(`${name} takes a pair of weight 2 for that pair twice`, () => {
    const values = randomValues(createRandom(5), 28);
    const solved = [1, 2].map((copies) => {
      const problem = randomProblem(createRandom(6), 4);
      problem.solved = tableOf(values, 4);
      problem.neighbours = {
        start: arrays.uint32(8),
        partner: arrays.uint32(copies),
        weight: arrays.float32(copies),
      };
      problem.neighbours.start.fill(copies, 1);
      problem.neighbours.partner.fill(9);
      problem.neighbours.weight.fill(2 / copies);
      solve(problem, SETTINGS);
      return problem.solved.values;
    });
    for (const [c, value] of solved[0]!.entries()) {
      assertClose(value, solved[1]![c]!, tolerance);
    }
  });

  Deno.test(`${name} makes rows without neighbours zeros, at no loss`, () => {
    const problem = randomProblem(createRandom(7), 8);
    problem.solved.values[3] = NaN;
    assert.equal(solve(problem, SETTINGS, 0, 1), 0);
    assert.deepEqual([...rowOf(problem.solved, 0)], new Array(8).fill(0));
    solve(problem, SETTINGS);
    for (const i of [14, 28]) {
      assert.deepEqual([...rowOf(problem.solved, i)], new Array(8).fill(0));
    }
  });

  Deno.test(`${name} changes nothing but the rows asked for`, () => {
    const problem = randomProblem(createRandom(8), 8);
    const { solved, fixed, gram, neighbours } = problem;
    const before = {
      solved: copyOf(solved),
      fixed: copyOf(fixed),
      gram: Float32Array.from(gram),
      neighbours: {
        start: Uint32Array.from(neighbours.start),
        partner: Uint32Array.from(neighbours.partner),
        weight: Float32Array.from(neighbours.weight),
      },
    };
    solve(problem, SETTINGS, 5, 7);
    assert.notDeepEqual(rowOf(problem.solved, 5), rowOf(before.solved, 5));
    assert.notDeepEqual(rowOf(problem.solved, 6), rowOf(before.solved, 6));
    problem.solved.values.set(before.solved.values.subarray(40, 56), 40);
    assert.deepEqual(problem, before);
  });

  Deno.test(`${name} stays where nothing is left to do`, () => {
    const problem = randomProblem(createRandom(9), 4);
    problem.fixed.values.fill(0);
    problem.gram.fill(0);
    problem.solved.values.fill(0);
    const loss = solve(problem, SETTINGS);
    assert.deepEqual([...problem.solved.values], new Array(160).fill(0));
    const total = problem.neighbours.weight.reduce((sum, w) => sum + w);
    assertClose(loss, total, { absolute: 0, relative: 1e-6 });
  });

  Deno.test(`${name} shows a number that is not finite`, () => {
    const problem = randomProblem(createRandom(10), 8);
    problem.fixed.values[problem.neighbours.partner[0]! * 8 + 5] = NaN;
    assert.ok(Number.isNaN(solve(problem, SETTINGS, 1, 2)));
    assert.ok([...rowOf(problem.solved, 1)].every(Number.isNaN));
    problem.gram[0] = Infinity;
    assert.ok(!Number.isFinite(solve(problem, SETTINGS, 2, 3)));
  });

  Deno.test(`${name} throws RangeError for what does not fit`, () => {
    const problem = randomProblem(createRandom(11), 4);
    const refuse = (
      changes: Partial<AlsProblem & AlsSettings>,
      message: string,
    ): void => {
      const {
        unobservedWeight = 0.1,
        regularization = 0.1,
        steps = 3,
        ...rest
      } = changes;
      const settings = { unobservedWeight, regularization, steps };
      assert.throws(() => solve({ ...problem, ...rest }, settings), {
        name: "RangeError",
        message: `Cannot solve rows: ${message}`,
      });
    };
    refuse(
      { fixed: tableOf(new Float32Array(240), 8) },
      "both tables must have 4 dimensions, got 8",
    );
    refuse(
      { gram: arrays.float32(4) },
      "gram must have length 16, got 4",
    );
    refuse(
      { fixed: problem.solved },
      "the tables must be two, got the same one twice",
    );
    for (const value of [-1, NaN, Infinity]) {
      refuse(
        { unobservedWeight: value },
        `the unobserved weight must be a number >= 0, got ${value}`,
      );
      refuse(
        { regularization: value },
        `the regularization must be a number >= 0, got ${value}`,
      );
      refuse(
        { steps: value },
        `steps must be a whole number >= 0, got ${value}`,
      );
    }
    refuse(
      { fixed: tableOf(new Float32Array(4), 4) },
      `neighbours must be below 1, got ${
        problem.neighbours.partner[0]
      } for row 1`,
    );
    assert.throws(() => solve(problem, SETTINGS, 0, 41), {
      name: "RangeError",
      message:
        "Cannot solve rows: rows must be a range within [0, 40], got [0, 41)",
    });
  });
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/** Returns a table of its own, on the heap wherever the other lies. */
function copyOf({ values, ...shape }: EmbeddingTable): EmbeddingTable {
  return { values: Float32Array.from(values), ...shape };
}

function rowOf({ values, dimensions }: EmbeddingTable, row: number) {
  return values.subarray(row * dimensions, (row + 1) * dimensions);
}

/** Each neighbour's vector and weight, as the problem lists them. */
function neighboursOfRow({ fixed, neighbours }: AlsProblem, row: number) {
  const found: { v: Float32Array; w: number }[] = [];
  for (
    let at = neighbours.start[row]!;
    at < neighbours.start[row + 1]!;
    at++
  ) {
    const v = rowOf(fixed, neighbours.partner[at]!);
    found.push({ v, w: neighbours.weight[at]! });
  }
  return found;
}

function penaltyOf(
  problem: AlsProblem,
  row: number,
  { unobservedWeight, regularization }: AlsSettings,
): number {
  let total = unobservedWeight * problem.fixed.itemCount;
  for (const { w } of neighboursOfRow(problem, row)) total += w;
  return regularization * total;
}

/** The system of a row, entry by entry and row of the table by row. */
function systemOf(problem: AlsProblem, row: number, settings: AlsSettings) {
  const { fixed } = problem;
  const d = fixed.dimensions;
  const penalty = penaltyOf(problem, row, settings);
  const known = neighboursOfRow(problem, row);
  const matrix = Array.from(
    { length: d },
    (_, c) =>
      Array.from({ length: d }, (_, k) => {
        let sum = c === k ? penalty : 0;
        for (let j = 0; j < fixed.itemCount; j++) {
          const v = rowOf(fixed, j);
          sum += settings.unobservedWeight * v[c]! * v[k]!;
        }
        for (const { v, w } of known) sum += w * v[c]! * v[k]!;
        return sum;
      }),
  );
  const target = Array.from(
    { length: d },
    (_, c) => known.reduce((sum, { v, w }) => sum + w * v[c]!, 0),
  );
  return { matrix, target };
}

/** What a row comes to, term by term. */
function lossOf(
  problem: AlsProblem,
  row: number,
  settings: AlsSettings,
): number {
  const { fixed, solved } = problem;
  const x = rowOf(solved, row);
  let loss = penaltyOf(problem, row, settings) * dot(x, x);
  for (const { v, w } of neighboursOfRow(problem, row)) {
    loss += w * (1 - dot(v, x)) ** 2;
  }
  for (let j = 0; j < fixed.itemCount; j++) {
    loss += settings.unobservedWeight * dot(rowOf(fixed, j), x) ** 2;
  }
  return loss;
}
