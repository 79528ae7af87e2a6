/**
 * Builds the package in the current folder: JavaScript and declarations for
 * Node into `dist`, from nothing, so that no file of an earlier build stays.
 */
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { createRequire } from "node:module";

rmSync("dist", { recursive: true, force: true });
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
const { status } = spawnSync(
  process.execPath,
  [compiler, "-p", "tsconfig.json"],
  { stdio: "inherit" },
);
process.exitCode = status ?? 1;
