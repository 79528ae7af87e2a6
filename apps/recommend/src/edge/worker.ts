/**
 * A worker that is ready to be deployed: settings and the model come from the
 * environment that the platform hands over. See `readEnvironment()` for their names.
 *
 * @module
 */
import { createEdgeHandler, type EdgeHandler } from "./create_edge_handler.ts";

/** Answers requests over the model of its environment. */
const worker: EdgeHandler = createEdgeHandler();
export default worker;
