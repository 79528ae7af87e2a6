import { spawn } from "node:child_process";
import process from "node:process";

/** How a command ended. */
export interface CommandResult {
  /** Its exit status; null where there is no such command, or it was ended. */
  status: number | null;
  /** What it wrote to standard output. */
  stdout: string;
  /** What it wrote to standard error, or why it could not be run. */
  stderr: string;
}

/** Settings of {@linkcode runCommand}. */
export interface RunCommandOptions {
  /** Working folder. Default the process's. */
  cwd?: string;
  /** Variables beside the process's. Default none. */
  env?: Record<string, string>;
  /** After how many ms it is ended. Default never. */
  timeout?: number;
}

/**
 * Runs a command to its end and keeps what it writes.
 *
 * @param command Its name or path.
 * @param args Its arguments, handed over as they are.
 * @param options See {@linkcode RunCommandOptions}.
 * @returns How it ended. Never rejects.
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: RunCommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      timeout: options.timeout,
      stdio: ["ignore", "pipe", "pipe"],
      shell: process.platform === "win32",
    });
    let stdout = "", stderr = "";
    child.stdout.on("data", (text) => stdout += text);
    child.stderr.on("data", (text) => stderr += text);
    child.on(
      "error",
      (error) => resolve({ status: null, stdout, stderr: error.message }),
    );
    child.on("close", (status) => resolve({ status, stdout, stderr }));
  });
}

/** Returns the last lines of a text, for an error message. */
export function lastLines(text: string, count = 8): string {
  return text.trim().split("\n").slice(-count).join("\n");
}
