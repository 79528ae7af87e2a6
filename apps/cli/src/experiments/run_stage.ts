import type { CommandContext } from "../define_command.ts";
import type { StageResult } from "../pipeline/run_pipeline.ts";
import { formatDuration } from "../terminal/format.ts";

/** What makes a folder. */
export interface StageWork {
  /** What is done, in a few words. */
  verb: string;
  /** The folder. */
  directory: string;
  /** Whether what is there need not be made again. */
  isCurrent: () => Promise<boolean>;
  /** Makes it. */
  make: () => Promise<unknown>;
}

/**
 * Makes a folder, unless what is there is still right, and tells which.
 *
 * @param work What to make.
 * @param context Where to tell it, and what interrupts it.
 */
export async function runStage(
  { verb, directory, isCurrent, make }: StageWork,
  { tell, signal }: CommandContext,
): Promise<StageResult> {
  signal.throwIfAborted();
  const start = performance.now();
  const made = !await isCurrent();
  if (made) {
    tell(`${verb} → ${directory}`);
    await make();
  }
  const seconds = (performance.now() - start) / 1000;
  tell(
    made
      ? `  done in ${formatDuration(seconds)}`
      : `${verb}: unchanged, ${directory} is kept`,
  );
  return { directory, made, seconds };
}
