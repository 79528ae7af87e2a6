// deno-lint-ignore-file no-console -- a tool talks to the person who runs it
/**
 * Installs what the project needs, once: `npm ci` where there is npm, `deno
 * install` where there is only Deno. Plain JavaScript, because it is the one
 * file that runs before anything is installed, on Node 20 or on Deno.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const stamp = `${root}node_modules/.kindred-setup`;

/** What the installed packages follow from. */
function wantedState() {
  return createHash("sha256")
    .update(readFileSync(`${root}package-lock.json`))
    .update(process.platform + process.arch)
    .digest("hex");
}

/** Runs a command; returns its exit status, or null where there is none such. */
function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    // Results of what follows go to standard output: this is not one.
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    ...options,
  });
  if (error?.code === "ENOENT") return null;
  return status ?? 1;
}

/** Installs the npm packages; returns an exit status, or null without a tool. */
function installPackages() {
  return run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]) ??
    run("deno", [
      "install",
      "--quiet",
      "--entrypoint",
      "apps/cli/src/main.ts",
    ]);
}

/**
 * Fetches the one package that is on JSR only, where JSR can be reached: the
 * command line is read with it then, and with `node:util` otherwise.
 */
function fetchFromJsr() {
  const { imports } = JSON.parse(readFileSync(`${root}deno.json`, "utf8"));
  const installed = `${root}node_modules/.bin/deno`;
  run(
    existsSync(installed) ? installed : "deno",
    ["cache", "--quiet", imports["@std/cli/parse-args"]],
    { stdio: "ignore", timeout: 20_000 },
  );
}

function setUp() {
  const wanted = wantedState();
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return 0;
  console.error("kindred: installing packages, once (a minute or so)");
  const status = installPackages();
  if (status === null) {
    console.error(
      "Cannot set up: npm or deno must be on the PATH, got neither",
    );
    return 1;
  }
  if (status !== 0) return status;
  fetchFromJsr();
  writeFileSync(stamp, wanted);
  return 0;
}

process.exitCode = setUp();
