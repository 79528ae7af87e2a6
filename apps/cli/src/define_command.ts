import { KindredError, type OnProgress } from "@kindred/core";
import type { Flags, FlagValues } from "./arguments/flag.ts";

/** What a command may use of the world: it never touches the process. */
export interface CommandContext {
  /** Writes one line of the result to standard output. */
  print(line: string): void;
  /** Writes one line about the work to standard error, unless `--quiet`. */
  tell(line: string): void;
  /** Shows progress on standard error, unless `--quiet`. */
  onProgress: OnProgress;
  /** Aborted when the person interrupts. */
  signal: AbortSignal;
}

/** How many operands a command takes, and what they are. */
export interface Operands {
  /** What one is, such as `SOURCE`. */
  name: string;
  /** Fewest allowed. */
  min: number;
  /** Most allowed; `Infinity` for any number. */
  max: number;
}

/** A command: data plus one `run`. */
export interface Command<F extends Flags = Flags> {
  /** What it does, in a line. */
  summary: string;
  /** Its operands. */
  operands: Operands;
  /** Its flags, beside the common ones. */
  flags: F;
  /** Command lines to learn from, without the leading `kindred`. */
  examples: readonly string[];
  /**
   * Does the work. What it returns is the result for `--json`; without that
   * flag it has printed the result itself.
   */
  run(
    operands: string[],
    flags: FlagValues<F> & CommonValues,
    context: CommandContext,
  ): Promise<unknown>;
}

/** A command that failed, and yet has a result for `--json`. */
export class CommandFailure extends KindredError {
  override readonly name = "CommandFailure";
  /** The result. */
  readonly result: unknown;

  /**
   * @param message What failed.
   * @param result What `--json` prints all the same.
   */
  constructor(message: string, result: unknown) {
    super(message);
    this.result = result;
  }
}

/** Flags that every command has. */
export const COMMON_FLAGS = {
  config: {
    kind: "text",
    value: "FILE",
    help: "read flags from a TOML file; the command line wins",
  },
  json: { kind: "switch", help: "print the result as JSON on stdout" },
  quiet: { kind: "switch", short: "q", help: "no progress on stderr" },
  help: { kind: "switch", short: "h", help: "print this help" },
} as const satisfies Flags;

/** The values of the common flags. */
export type CommonValues = FlagValues<typeof COMMON_FLAGS>;

/** Returns `command` unchanged; exists for type inference. */
export function defineCommand<const F extends Flags>(
  command: Command<F>,
): Command<F> {
  return command;
}
