#!/usr/bin/env node
/** The only file that touches the process. @module */
import process from "node:process";
import { runKindred } from "./run_kindred.ts";

const interruption = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => {
    // Who asks twice does not want to wait for the clean-up.
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort(new Error(`interrupted by ${signal}`));
  });
}

// Whoever reads the output may stop, as `head` does: that is no failure of ours.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  process.exit(error.code === "EPIPE" ? 0 : 1);
});

const code = await runKindred(process.argv.slice(2), {
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  signal: interruption.signal,
});
// What is written to a pipe may still be on its way.
for (const stream of [process.stdout, process.stderr]) {
  await new Promise((written) => stream.write("", written));
}
// Not left to end by itself: some releases of Deno crash on their way out when
// they take DuckDB's objects down twice (denoland/deno#36538).
process.exit(code);
