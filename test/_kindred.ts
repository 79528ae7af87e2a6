import { runKindred } from "@kindred/cli";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** The sample that is shipped. */
export const SAMPLE = join(ROOT, "apps/cli/sample/meta_Pantry.json.gz");

/** How a command line ended, and what it wrote. */
export interface Outcome {
  code: number;
  stdout: string;
  stderr: string;
}

/** Runs one command line in this process. */
export async function kindred(...argv: string[]): Promise<Outcome> {
  const outcome = { code: -1, stdout: "", stderr: "" };
  outcome.code = await runKindred(argv, {
    writeOut: (text) => outcome.stdout += text,
    writeError: (text) => outcome.stderr += text,
    isTerminal: false,
    signal: new AbortController().signal,
  });
  return outcome;
}

/** Runs a command line that must succeed; returns its `--json` result. */
// deno-lint-ignore no-explicit-any -- each command has a result of its own
export async function kindredJson(...argv: string[]): Promise<any> {
  const { code, stdout, stderr } = await kindred(...argv, "--json");
  if (code !== 0) throw new Error(`kindred ${argv.join(" ")}: ${stderr}`);
  return JSON.parse(stdout);
}

/** Makes a folder, hands it to `use`, and takes it away. */
export async function withFolder(
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "kindred-test-"));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
