/** Added to Adagrad's sum of squares, so that nothing is divided by 0. */
export const ADAGRAD_EPSILON = 1e-10;

/** How much Adam's mean of the gradients keeps of itself at each step. */
export const ADAM_MEAN_DECAY = 0.9;

/** How much Adam's mean of their squares keeps of itself at each step. */
export const ADAM_SQUARE_DECAY = 0.999;

/** Added to the root of Adam's mean of squares, so that nothing is divided by 0. */
export const ADAM_EPSILON = 1e-8;
