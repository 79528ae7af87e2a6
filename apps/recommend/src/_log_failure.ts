import type { FailedRequest } from "./app_options.ts";

/** Writes an error that is ours to mend to the console, with its request. */
export function logFailure(error: unknown, request: FailedRequest): void {
  // deno-lint-ignore no-console -- an app that says nothing of its failures cannot be run
  console.error(
    `${request.method} ${request.path}, request ${request.requestId}:`,
    error,
  );
}
