// What the WebAssembly module exports. Nothing here allocates: every array is the
// caller's, and an argument that names one is its address in bytes.
export { countScores } from "./count_scores";
export { dot } from "./dot";
export { alsScratchLength, alsSolveRows } from "./als_solve_rows";
export { gram } from "./gram";
export { scoreItems, scoreScratchLength } from "./score_items";
export { smoothRows } from "./smooth_rows";
export { squaredNorms } from "./squared_norms";
export { topK } from "./top_k";
export {
  setOptimizer,
  setOptimizerConstants,
  setOptimizerMoments,
} from "./optimizer";
export { setPairLoss } from "./pair_loss";
export { setPairModel } from "./pair_model";
export { pairSteps, pairStepScratchLength } from "./pair_step";
