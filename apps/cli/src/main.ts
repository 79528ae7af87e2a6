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

const code = await runKindred(process.argv.slice(2), {
  writeOut: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  isTerminal: process.stderr.isTTY === true,
  signal: interruption.signal,
});
// Not exit(): what is written to a pipe may still be on its way. Nothing is
// left running by then, so the process ends by itself.
process.exitCode = code;
