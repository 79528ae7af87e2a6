import type { OpenAPIHono } from "@hono/zod-openapi";
import type { ServedModel } from "./model/model_handle.ts";

/** What every request carries. */
export interface AppEnv {
  /** What the server may tell of the connection: second argument of `fetch`. */
  Bindings: {
    /** Address of whoever is at the other end, such as `127.0.0.1`. */
    remoteAddress?: string;
  };
  /** Set by the middleware. */
  Variables: {
    /** The caller's `X-Request-Id`, or a new one. */
    requestId: string;
    /**
     * Returns the model that answers this request: the same one at each call, which
     * is not closed before the answer is given.
     *
     * @throws {ModelClosedError} If there is none.
     */
    model: () => Promise<ServedModel>;
    /**
     * Asks the model when it is this request's turn.
     *
     * @throws {OverloadedError} If too many wait already.
     */
    admit: <T>(work: () => Promise<T>) => Promise<T>;
    /** Whether the answer has all of its headers already. */
    isSealed?: boolean;
    /** Name of the caller's API key, where keys are asked for. */
    caller?: string;
  };
}

/** The app that `createApp()` makes. */
export type App = OpenAPIHono<AppEnv>;
