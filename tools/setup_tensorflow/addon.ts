import { KindredError } from "@kindred/core";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import process from "node:process";
import { NODE_HEADERS, PACKAGE } from "./install_packages.ts";
import { lastLines, runCommand } from "./run_command.ts";

/**
 * The version of Node-API that the addon is compiled for, and looked for under by
 * the package, in Deno 2 and in every Node since 12.22: its interface is stable.
 */
const NODE_API = 8;

const COMPILERS = ["c++", "g++", "clang++"];

/** The oldest standard that TensorFlow's headers compile with. */
const STANDARD = "-std=c++17";

/**
 * Finds a C++ compiler: the one that `CXX` names, or one on the PATH.
 *
 * @param candidates What is tried, in this order. Default as above.
 * @returns Its name.
 * @throws {KindredError} If there is none.
 */
export async function findCompiler(
  candidates: readonly string[] = process.env.CXX
    ? [process.env.CXX]
    : COMPILERS,
): Promise<string> {
  for (const name of candidates) {
    if ((await runCommand(name, ["--version"])).status === 0) return name;
  }
  throw new KindredError(
    "Cannot compile the binding of TensorFlow: a C++ compiler must be on the PATH " +
      `(Debian and Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++), got none of ${
        candidates.join(", ")
      }`,
  );
}

/**
 * Returns the arguments that compile the addon from the sources in the package,
 * against the libraries and headers in its `deps`. Sources and headers are of
 * different releases of TensorFlow; what they share is its C interface, which
 * only grows.
 *
 * The addon finds the libraries by its own place, two folders up and in `deps`,
 * where the package's own addon has them too.
 *
 * @param folder The folder in which the packages are installed.
 * @param out The addon.
 * @returns Arguments for the compiler.
 */
export function compileArguments(folder: string, out: string): string[] {
  const tfjs = join(folder, PACKAGE);
  return [
    STANDARD,
    "-O2",
    "-fPIC",
    "-shared",
    `-DNAPI_VERSION=${NODE_API}`,
    `-I${join(folder, NODE_HEADERS)}`,
    `-I${join(tfjs, "deps", "include")}`,
    join(tfjs, "binding", "tfjs_backend.cc"),
    join(tfjs, "binding", "tfjs_binding.cc"),
    `-L${join(tfjs, "deps", "lib")}`,
    "-l:libtensorflow_cc.so.2",
    "-l:libtensorflow_framework.so.2",
    "-Wl,-rpath,$ORIGIN/../../deps/lib",
    "-o",
    out,
  ];
}

/**
 * Compiles the addon and puts it where the package looks for it. The C headers
 * are taken away afterwards.
 *
 * @param folder The folder in which the packages are installed.
 * @param compiler Name of the compiler.
 * @throws {KindredError} With the compiler's last words if it fails.
 */
export async function compileAddon(
  folder: string,
  compiler: string,
): Promise<void> {
  const lib = join(folder, PACKAGE, "lib", `napi-v${NODE_API}`);
  await mkdir(lib, { recursive: true });
  const { status, stderr } = await runCommand(
    compiler,
    compileArguments(folder, join(lib, "tfjs_binding.node")),
  );
  if (status !== 0) {
    throw new KindredError(
      `Cannot compile the binding of TensorFlow: ${compiler} must succeed, got\n${
        lastLines(stderr, 20)
      }`,
    );
  }
  await rm(join(folder, PACKAGE, "deps", "include"), { recursive: true });
}
