import type { OpenAPIHono } from "@hono/zod-openapi";

/** What every request carries. */
export interface AppEnv {
  /** Set by the middleware. */
  Variables: {
    /** The caller's `X-Request-Id`, or a new one. */
    requestId: string;
  };
}

/** The app that `createApp()` makes. */
export type App = OpenAPIHono<AppEnv>;
