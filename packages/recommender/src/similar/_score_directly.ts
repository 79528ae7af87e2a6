import { logitOf } from "../engines/_logit.ts";
import type { Engine, EngineAnswer } from "../engines/engine.ts";
import type { Question } from "./question.ts";

/**
 * Answers a question about few items by judging each of them: cheaper than asking
 * for ever more of the best where a filter leaves few of many.
 *
 * The logit of a basket is the weighted mean of its items' logits, as the query is
 * the weighted mean of their vectors and biases.
 *
 * @param engine An engine that judges pairs.
 * @param question What is asked.
 * @param rows The items, uint32, shape `[items]`.
 */
export async function scoreDirectly(
  engine: Engine,
  { rows: basket, weights }: Question,
  rows: Uint32Array,
): Promise<EngineAnswer> {
  const all = { exact: true, rest: "none" } as const;
  if (rows.length === 0) {
    return { ...all, rows, probabilities: new Float32Array() };
  }
  // pairs are (rows, basket), row-major
  const left = new Uint32Array(rows.length * basket.length);
  const right = new Uint32Array(left.length);
  for (const [i, row] of rows.entries()) {
    left.set(basket, i * basket.length);
    right.fill(row, i * basket.length, (i + 1) * basket.length);
  }
  const judged = await engine.probabilities!(left, right);
  const scores = Float32Array.from(rows, (_, i) => {
    if (basket.length === 1) return judged[i]!;
    let logit = 0;
    for (const [j, weight] of weights.entries()) {
      logit += weight * logitOf(judged[i * basket.length + j]!);
    }
    return 1 / (1 + Math.exp(-logit));
  });
  const order = [...rows.keys()].sort((a, b) =>
    scores[b]! - scores[a]! || rows[a]! - rows[b]!
  );
  return {
    ...all,
    rows: Uint32Array.from(order, (i) => rows[i]!),
    probabilities: Float32Array.from(order, (i) => scores[i]!),
  };
}
