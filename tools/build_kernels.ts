/**
 * Compiles the AssemblyScript kernels to WebAssembly, once with relaxed SIMD and
 * once without, and writes them as TypeScript that any bundler takes along.
 *
 *     deno task kernels           write them
 *     deno task kernels --check   fail unless they are up to date
 *
 * @module
 */
import asc from "assemblyscript/asc";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const PACKAGE = fileURLToPath(new URL("../packages/kernels/", import.meta.url));

/** Each build: its file, the name of its constant, and what it adds. */
const BUILDS = [
  { file: "_plain_wasm.ts", name: "PLAIN_WASM", features: [] },
  {
    file: "_relaxed_wasm.ts",
    name: "RELAXED_WASM",
    features: ["--enable", "relaxed-simd"],
  },
] as const;

function tell(line: string): void {
  process.stdout.write(line + "\n");
}

/** Returns the module that a build gives. */
async function compile(features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const { error, stderr } = await asc.main(
    [
      "assembly/mod.ts",
      "--outFile=kernels.wasm",
      ...["--runtime", "stub", "--use", "abort="],
      ...["--enable", "simd", "--enable", "threads", ...features],
      // The memory is the host's, shared between threads, up to 4 GiB.
      ...["--importMemory", "--sharedMemory", "--noExportMemory"],
      ...["--initialMemory", "1", "--maximumMemory", "65536"],
      ...["--optimizeLevel", "3", "--shrinkLevel", "0", "--converge"],
      "--noAssert",
    ],
    {
      readFile: (name, base) =>
        readFile(join(PACKAGE, base, name), "utf8").catch(() => null),
      writeFile(name, contents) {
        if (name.endsWith(".wasm")) binary = contents as Uint8Array;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined) {
    throw new Error(`Cannot compile the kernels: ${stderr.toString()}`);
  }
  return binary;
}

/** Returns the TypeScript file that holds a module. */
function toSource(name: string, binary: Uint8Array): string {
  return `// Made by tools/build_kernels.ts from packages/kernels/assembly; do not edit.

/** The WebAssembly module, in base64. */
export const ${name} =
  "${binary.toBase64()}";
`;
}

const checking = process.argv.includes("--check");
let stale = false;
for (const { file, name, features } of BUILDS) {
  const path = join(PACKAGE, "src/simd", file);
  const binary = await compile(features);
  const source = toSource(name, binary);
  const current = await readFile(path, "utf8").catch(() => "");
  if (source === current) continue;
  stale = checking;
  if (!checking) await writeFile(path, source);
  tell(`${file}: ${checking ? "out of date" : `${binary.length} bytes`}`);
}
if (stale) {
  tell("run `deno task kernels` and commit what it writes");
  process.exit(1);
}
