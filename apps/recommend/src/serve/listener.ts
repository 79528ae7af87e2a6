/** What can be served: a Hono app, or anything with its `fetch`. */
export interface Servable {
  /** Answers one request. */
  fetch(request: Request): Response | Promise<Response>;
}

/** What a server of one platform must do; `close` is called once. */
export interface Listener {
  /** The port it listens at. */
  port: number;
  /** Stops listening and waits for the requests under way. */
  close(): Promise<void>;
}
