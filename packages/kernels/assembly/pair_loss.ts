// Errors and losses of logits, four at a time.
import { expOfNegative, logOfOnePlus } from "./exp";

/** Whether the loss is (l - x)² / 2, and not the logistic one. */
let squared: bool = false;
/** What the errors and losses of negatives are multiplied by, and their l2. */
export let negativeWeight: f32 = 1;

/** Sets what logits are judged by. */
export function setPairLoss(isSquared: bool, weightOfNegatives: f32): void {
  squared = isSquared;
  negativeWeight = weightOfNegatives;
}

/**
 * Writes the errors of four logits and returns their losses.
 *
 * For the logistic loss, with z = e^-|x|: σ(x) is 1 / (1 + z) for x >= 0 and
 * z / (1 + z) below, and the cross entropy is max(x, 0) - l x + ln(1 + z).
 *
 * @param x Four logits.
 * @param label What they should be.
 * @param weight What their errors and losses are multiplied by.
 * @param taken All bits set where a logit counts, else none: error and loss are
 * then 0, whatever the logit.
 * @param errors Where the errors go.
 */
export function judge(
  x: v128,
  label: v128,
  weight: v128,
  taken: v128,
  errors: usize,
): v128 {
  let error: v128;
  let loss: v128;
  if (squared) {
    error = f32x4.sub(label, x);
    loss = f32x4.mul(f32x4.mul(error, error), f32x4.splat(0.5));
  } else {
    const zero = f32x4.splat(0);
    const one = f32x4.splat(1);
    const z = expOfNegative(f32x4.neg(f32x4.abs(x)));
    const above = f32x4.ge(x, zero);
    const sigmoid = f32x4.div(
      v128.bitselect(one, z, above),
      f32x4.add(one, z),
    );
    error = f32x4.sub(label, sigmoid);
    loss = f32x4.add(
      f32x4.sub(v128.and(x, above), f32x4.mul(label, x)),
      logOfOnePlus(z),
    );
  }
  v128.store(errors, v128.and(f32x4.mul(weight, error), taken));
  return v128.and(f32x4.mul(weight, loss), taken);
}
