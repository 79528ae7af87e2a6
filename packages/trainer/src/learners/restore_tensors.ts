import type { Tensor } from "@kindred/core/artifact";

/**
 * Copies saved tensors into the arrays that a learner works on.
 *
 * @param state The learner's own tensors.
 * @param saved What was saved of them.
 * @throws {RangeError} If one is missing or has another length.
 */
export function restoreTensors(
  state: Record<string, Tensor>,
  saved: Record<string, Tensor>,
): void {
  for (const [name, { values }] of Object.entries(state)) {
    const found = saved[name]?.values;
    if (found?.length !== values.length) {
      throw new RangeError(
        `Cannot go on from a checkpoint: tensor "${name}" must have ${values.length} numbers, got ${
          found === undefined ? "no such tensor" : found.length
        }`,
      );
    }
    values.set(found);
  }
}
