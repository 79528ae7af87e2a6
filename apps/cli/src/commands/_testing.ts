// What the tests of commands share.
import { type ExitCode, runKindred } from "../run_kindred.ts";

/** What a command line wrote, and how it ended. */
export interface Ran {
  code: ExitCode;
  stdout: string;
  stderr: string;
}

/** Settings of {@linkcode runQuietly}. */
export interface RunQuietlyOptions {
  /** Interrupts it. Default: never. */
  signal?: AbortSignal;
  /** Receives what it writes to standard error, as it does. Default: nobody. */
  onError?: (text: string) => void;
}

/** Runs a command line without a terminal. */
export async function runQuietly(
  argv: readonly string[],
  options: RunQuietlyOptions = {},
): Promise<Ran> {
  const { signal = new AbortController().signal, onError } = options;
  const written = { stdout: "", stderr: "" };
  const code = await runKindred(argv, {
    writeOut: (text) => written.stdout += text,
    writeError(text) {
      written.stderr += text;
      onError?.(text);
    },
    isTerminal: false,
    signal,
  });
  return { code, ...written };
}
