import { KindredError, nearestSpellings, VERSION } from "@kindred/core";
import { canonicalArguments } from "./arguments/canonical_arguments.ts";
import { readConfigFile } from "./arguments/config_file.ts";
import { loadParser } from "./arguments/parsers.ts";
import { readFlags } from "./arguments/read_flags.ts";
import { UsageError } from "./arguments/usage_error.ts";
import { COMMANDS } from "./commands/mod.ts";
import {
  type Command,
  CommandFailure,
  COMMON_FLAGS,
} from "./define_command.ts";
import { commandHelp, programHelp } from "./help_text.ts";
import { ProgressLine } from "./terminal/progress_line.ts";

/** The world of a command line. */
export interface KindredIo {
  /** Writes to standard output. */
  writeOut(text: string): void;
  /** Writes to standard error. */
  writeError(text: string): void;
  /** Whether standard error is a terminal. */
  isTerminal: boolean;
  /** Aborted when the person interrupts. */
  signal: AbortSignal;
}

/** How a command line ended: 0 done, 1 failed, 2 wrong usage, 130 interrupted. */
export type ExitCode = 0 | 1 | 2 | 130;

/**
 * Runs one command line.
 *
 * @param argv What was written behind `kindred`.
 * @param io Where it reads and writes; the process itself is not touched.
 * @returns How it ended. Errors were written to standard error: one sentence
 * for what the person can mend, a stack trace for a defect.
 */
export async function runKindred(
  argv: readonly string[],
  io: KindredIo,
): Promise<ExitCode> {
  try {
    const [name, ...rest] = argv;
    if (name === undefined) {
      io.writeError(programHelp() + "\n");
      return 2;
    }
    if (name === "--help" || name === "-h" || name === "help") {
      const command = rest[0] === undefined ? null : await loadCommand(rest[0]);
      io.writeOut(
        (command ? commandHelp(rest[0]!, command) : programHelp()) + "\n",
      );
      return 0;
    }
    if (name === "--version" || name === "-V") {
      io.writeOut(VERSION + "\n");
      return 0;
    }
    await runCommand(name, rest, io);
    return 0;
  } catch (error) {
    return reportError(error, io);
  }
}

async function runCommand(
  name: string,
  argv: readonly string[],
  io: KindredIo,
): Promise<void> {
  const command = await loadCommand(name);
  const flags = { ...command.flags, ...COMMON_FLAGS };
  const canonical = canonicalArguments(argv, flags);
  const { parse } = await loadParser();
  const { values, operands } = parse(canonical, flags);
  if (values.has("help")) {
    io.writeOut(commandHelp(name, command) + "\n");
    return;
  }
  const config = values.get("config")?.[0];
  const given = config === undefined ? values : new Map([
    ...await readConfigFile(config, name, flags),
    ...values,
  ]);
  checkOperands(name, command, operands);
  const resolved = readFlags(given, flags);

  const progress = new ProgressLine({
    write: io.writeError,
    isTerminal: io.isTerminal,
  });
  const printJson = (result: unknown): void => {
    if (resolved.json) io.writeOut(JSON.stringify(result, null, 2) + "\n");
  };
  const result = await command.run(operands, resolved, {
    print(line) {
      progress.clear();
      if (!resolved.json) io.writeOut(line + "\n");
    },
    tell(line) {
      progress.clear();
      if (!resolved.quiet) io.writeError(line + "\n");
    },
    onProgress(event) {
      if (!resolved.quiet) progress.show(event);
    },
    signal: io.signal,
  }).catch((error) => {
    if (error instanceof CommandFailure) printJson(error.result);
    throw error;
  }).finally(() => progress.clear());
  printJson(result);
}

async function loadCommand(name: string): Promise<Command> {
  if (!Object.hasOwn(COMMANDS, name)) {
    const nearest = nearestSpellings(name, Object.keys(COMMANDS));
    throw new UsageError(
      `Cannot run "${name}": it must be a command of kindred, got an unknown one; ` +
        (nearest.length > 0
          ? `nearest ${nearest.join(", ")}`
          : `known are ${Object.keys(COMMANDS).join(", ")}`),
    );
  }
  return await COMMANDS[name]!.load();
}

function checkOperands(
  name: string,
  command: Command,
  operands: readonly string[],
): void {
  const { name: operand, min, max } = command.operands;
  if (operands.length >= min && operands.length <= max) return;
  const wanted = max === 0
    ? "no operand"
    : min === max
    ? `${min} ${operand}`
    : max === Infinity
    ? `at least ${min} ${operand}`
    : `${min} to ${max} ${operand}`;
  throw new UsageError(
    `Cannot run "${name}": it takes ${wanted}, got ${
      operands.length === 0
        ? "none"
        : operands.map((word) => `"${word}"`).join(", ")
    }`,
  );
}

function reportError(error: unknown, io: KindredIo): ExitCode {
  if (io.signal.aborted) {
    io.writeError("kindred: interrupted; what was unfinished was taken away\n");
    return 130;
  }
  const sentence = sentenceOf(error);
  if (sentence !== null) {
    io.writeError(`kindred: ${sentence}\n`);
    return error instanceof UsageError ? 2 : 1;
  }
  io.writeError(
    `kindred: this is a defect of Kindred, please report it\n${
      error instanceof Error ? error.stack : String(error)
    }\n`,
  );
  return 1;
}

/**
 * Returns what to tell of an error that a person can mend, or null for a defect:
 * also the engine's own `RangeError`s, such as of a stack that overflowed.
 */
function sentenceOf(error: unknown): string | null {
  if (error instanceof KindredError) return error.message;
  if (error instanceof RangeError && error.message.startsWith("Cannot ")) {
    return error.message;
  }
  const { syscall, path, message } = error as NodeJS.ErrnoException;
  return error instanceof Error && syscall !== undefined
    ? `Cannot ${syscall} "${
      path ?? ""
    }": the system must allow it, got ${message}`
    : null;
}
