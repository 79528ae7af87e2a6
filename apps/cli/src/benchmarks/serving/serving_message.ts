/** What a measured server listens for: the app as it is, without kept answers, and a bare route. */
export interface ServingPorts {
  /** A route of Hono that answers with JSON, and nothing else. */
  bare: number;
  /** The app, which keeps answers. */
  kept: number;
  /** The app, which finds each answer anew. */
  found: number;
}

/** What is measured over HTTP. */
export type ServedApp = keyof ServingPorts;
