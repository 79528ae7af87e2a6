import type { AppEnv } from "../app_env.ts";

/** What can be served: a Hono app, or anything with its `fetch`. */
export interface Servable {
  /** Answers one request; the second argument tells of the connection. */
  fetch(
    request: Request,
    env: AppEnv["Bindings"],
  ): Response | Promise<Response>;
}

/** What a server of one platform must do; each is called at most once. */
export interface Listener {
  /** The port it listens at. */
  port: number;
  /** Stops listening and waits for the requests under way. */
  close(): Promise<void>;
  /** Ends the waiting of `close()`, and cuts what connections are left if it can. */
  cut(): void;
}
