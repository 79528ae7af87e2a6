// Gradient steps over pairs, as `src/reference/pair_step.ts` defines them.
import { anchorContext } from "./pair_model";
import {
  groupScratchLength,
  setGroupScratch,
  stepGroup,
} from "./pair_step_group";
import {
  setSingleScratch,
  singleScratchLength,
  stepSingle,
} from "./pair_step_single";

/** Whether pairs are taken one by one, in place. A context asks for copies. */
function isSingle(sharedBy: u32): bool {
  return sharedBy == 1 && anchorContext == 0;
}

/**
 * Numbers of four bytes that {@link pairSteps} needs as scratch, with the model
 * that was last set.
 */
export function pairStepScratchLength(
  d: u32,
  negativesPerPair: u32,
  sharedBy: u32,
): u32 {
  return isSingle(sharedBy)
    ? singleScratchLength(d, negativesPerPair)
    : groupScratchLength(d, negativesPerPair, sharedBy);
}

/**
 * Takes a step for each group of pairs, on what was last set.
 *
 * @param anchor Address of the anchors, uint32 [b].
 * @param positive Address of the positives, uint32 [b].
 * @param negative Address of the negatives, uint32 [⌈b / sharedBy⌉, K].
 * @param label Address of the labels, float32 [b], or 0: all are 1.
 * @param weight Address of the weights, float32 [b], or 0: all are 1.
 * @param masked Address of the masks, uint32 [⌈b / sharedBy⌉, K], or 0: no
 * negative is passed over for them. Bit s is that of the group's pair s.
 * @param pairs b.
 * @param negativesPerPair K.
 * @param sharedBy Pairs of a group.
 * @param scratch Address of `pairStepScratchLength()` numbers.
 * @returns The summed loss before the steps.
 */
export function pairSteps(
  anchor: usize,
  positive: usize,
  negative: usize,
  label: usize,
  weight: usize,
  masked: usize,
  pairs: u32,
  negativesPerPair: u32,
  sharedBy: u32,
  scratch: usize,
): f64 {
  let loss: f64 = 0;
  const single = isSingle(sharedBy);
  if (single) setSingleScratch(scratch, negativesPerPair);
  else setGroupScratch(scratch, negativesPerPair, sharedBy);
  for (let first: u32 = 0; first < pairs; first += sharedBy) {
    const size = min(sharedBy, pairs - first);
    const at = first << 2;
    const labels = label ? label + at : 0;
    const weights = weight ? weight + at : 0;
    loss += single
      ? stepSingle(
        load<u32>(anchor + at),
        load<u32>(positive + at),
        negative,
        masked,
        negativesPerPair,
        labels ? load<f32>(labels) : 1,
        weights ? load<f32>(weights) : 1,
      )
      : stepGroup(
        anchor + at,
        positive + at,
        negative,
        labels,
        weights,
        masked,
        size,
        negativesPerPair,
      );
    negative += negativesPerPair << 2;
    if (masked) masked += negativesPerPair << 2;
  }
  return loss;
}
