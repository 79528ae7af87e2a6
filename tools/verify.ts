// deno-lint-ignore-file no-console -- a tool talks to the person who runs it
/**
 * The whole gate, locally and in CI: formatting, lint, types, imports, the
 * kernels, the sample, the build, and every test, doc examples included. Closes with one
 * plain line, `N passed, N failed, N skipped`; each gate counts as one.
 *
 * Run: deno task verify
 */
import { spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What was counted. */
interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const root = fileURLToPath(new URL("..", import.meta.url));

/** Where our own sources are. */
const SOURCES = ["packages", "apps", "tools", "test"];

/** What must hold beside the tests: a name, and a command that fails if not. */
const GATES: [string, string[]][] = [
  ["format", ["deno", "fmt", "--check", "--quiet"]],
  ["lint", ["deno", "lint", "--quiet"]],
  ["types", ["deno", "check", "--quiet", ...SOURCES]],
  ["imports", ["deno", "run", "-A", "tools/check_package_imports.ts"]],
  ["kernels", ["deno", "run", "-A", "tools/build_kernels.ts", "--check"]],
  ["sample", ["deno", "run", "-A", "tools/make_pantry.ts", "--check"]],
  ["build", ["nx", "run-many", "-t", "build", "--output-style=static"]],
];

async function run(command: string[]): Promise<boolean> {
  const [name, ...args] = command;
  const { success } = await new Deno.Command(
    name === "deno" ? Deno.execPath() : join(root, "node_modules/.bin", name!),
    {
      args,
      cwd: root,
      env: {
        NO_COLOR: "1",
        NX_DAEMON: "false",
        NX_TUI: "false",
        // The same on every machine, one with a GPU too: test:tensorflow tests that.
        KINDRED_TENSORFLOW_HOME: join(root, ".tmp", "no-tensorflow"),
      },
    },
  ).spawn().status;
  return success;
}

/** Whether there is a Node to build for: Nx runs on it. */
function hasNode(): boolean {
  return spawnSync("node", ["--version"]).status === 0;
}

async function runGates(): Promise<Tally> {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  for (const [name, command] of GATES) {
    console.log(`\n== ${name}`);
    if (command[0] === "nx" && !hasNode()) {
      console.log("skipped: there is no node on the PATH");
      tally.skipped++;
      continue;
    }
    const success = await run(command);
    if (!success) console.log(`gate "${name}" failed: ${command.join(" ")}`);
    tally[success ? "passed" : "failed"]++;
  }
  return tally;
}

async function runTests(): Promise<Tally> {
  console.log("\n== tests");
  const folder = await mkdtemp(join(tmpdir(), "kindred-verify-"));
  try {
    const junit = join(folder, "junit.xml");
    const success = await run([
      "deno",
      "test",
      "-A",
      "--cached-only",
      "--no-check",
      "--doc",
      `--junit-path=${junit}`,
      ...SOURCES,
      "README.md",
    ]);
    const tally = countTests(await readFile(junit, "utf8").catch(() => ""));
    // Whatever the runner minds beside failed tests is a failure too.
    if (!success && tally.failed === 0) tally.failed = 1;
    if (tally.passed === 0) tally.failed ||= 1;
    return tally;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Counts the cases of a JUnit report. */
function countTests(xml: string): Tally {
  const count = (pattern: RegExp): number => xml.match(pattern)?.length ?? 0;
  const cases = count(/<testcase\b/g);
  const failed = count(/<failure\b/g);
  const skipped = count(/<skipped\b/g);
  return { passed: cases - failed - skipped, failed, skipped };
}

const gates = await runGates();
const tests = await runTests();
console.log(
  `\n${gates.passed + tests.passed} passed, ${
    gates.failed + tests.failed
  } failed, ${gates.skipped + tests.skipped} skipped`,
);
if (gates.failed + tests.failed > 0) Deno.exit(1);
