import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BuildOptions, Metafile, Plugin } from "esbuild";
import { narrowZod } from "./narrow_zod.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Where our packages are. */
const SHELVES = ["packages", "apps"] as const;

/** A file that was bundled. */
export interface BundledFile {
  /** Its name. */
  name: string;
  /** What it holds, uint8. */
  contents: Uint8Array;
  /** What it imports that is not in it. */
  imports: string[];
  /** What it is made of: bytes by package or, of ours, by folder. */
  parts: Map<string, number>;
}

/** Settings of {@linkcode bundleEntry}. */
export interface BundleOptions {
  /**
   * `esm` for a module, `iife` for a script that sets a global `kindred`.
   *
   * @default "esm"
   */
  format?: "esm" | "iife";
  /**
   * What a program imports that is bundled in the place of a file.
   *
   * @default none: `entry` is a file
   */
  program?: string;
  /**
   * Whether what is imported dynamically becomes a file of its own.
   *
   * @default false
   */
  splitting?: boolean;
  /**
   * Whether of zod only what is used is taken.
   *
   * @default true
   */
  narrow?: boolean;
}

/**
 * Bundles an entry for platforms without Node's modules and without a file system:
 * anything that it would need of them is an error.
 *
 * @param entry The file, from the repository's root; the first file is called by it.
 * @param options See {@linkcode BundleOptions}.
 * @returns The files; the first is the entry's.
 */
export async function bundleEntry(
  entry: string,
  { format = "esm", program, splitting = false, narrow = true }: BundleOptions =
    {},
): Promise<BundledFile[]> {
  // Loaded here: it starts a process, which importing must not.
  const esbuild = await import("esbuild");
  const name = entry.split("/").at(-1)!.replace(/\.[jt]sx?$/, "");
  const settings: BuildOptions = {
    absWorkingDir: ROOT,
    ...program === undefined ? { entryPoints: { [name]: entry } } : {
      stdin: { contents: program, resolveDir: ROOT, sourcefile: entry },
      entryNames: name,
    },
    bundle: true,
    format,
    ...format === "iife" ? { globalName: "kindred" } : {},
    splitting,
    minify: true,
    // Neither Node's nor a browser's: what needs either does not resolve.
    platform: "neutral",
    target: "es2022",
    mainFields: ["module", "main"],
    conditions: ["worker", "browser", "import"],
    jsx: "automatic",
    jsxImportSource: "hono/jsx",
    legalComments: "none",
    metafile: true,
    write: false,
    outdir: "out",
    logLevel: "silent",
    plugins: [ourSources, ...narrow ? [narrowZod] : []],
  };
  try {
    const { outputFiles, metafile, warnings } = await esbuild.build(settings);
    if (warnings.length > 0) {
      const [{ text, location }] = warnings as [(typeof warnings)[0]];
      throw new Error(`Cannot bundle ${entry}: ${location?.file}: ${text}`);
    }
    const files = outputFiles!.map(({ path, contents }) =>
      describe(path, contents, metafile!)
    );
    return files.sort((a, b) =>
      Number(b.name === `${name}.js`) - Number(a.name === `${name}.js`)
    );
  } finally {
    await esbuild.stop();
  }
}

/** Takes our packages as they are in source: no build is needed. */
const ourSources: Plugin = {
  name: "our sources",
  setup(build) {
    build.onResolve({ filter: /^@kindred\// }, async ({ path }) => {
      const [, name, ...rest] = path.split("/");
      const folder = SHELVES.map((shelf) => join(ROOT, shelf, name!))
        .find(existsSync);
      if (folder === undefined) return null;
      const { exports } = JSON.parse(
        await readFile(join(folder, "deno.json"), "utf8"),
      );
      const target = exports[rest.length === 0 ? "." : `./${rest.join("/")}`];
      // Importing them does nothing, which is checked: what is not used may go.
      return { path: join(folder, target), sideEffects: false };
    });
  },
};

function describe(
  path: string,
  contents: Uint8Array,
  { outputs }: Metafile,
): BundledFile {
  const name = path.replaceAll("\\", "/").split("/").at(-1)!;
  const { imports, inputs } = Object.entries(outputs)
    .find(([output]) => output.split("/").at(-1) === name)![1];
  const parts = new Map<string, number>();
  for (const [input, { bytesInOutput }] of Object.entries(inputs)) {
    const part = partOf(input);
    parts.set(part, (parts.get(part) ?? 0) + bytesInOutput);
  }
  return {
    name,
    contents,
    imports: imports.map(({ path }) => path),
    parts: new Map([...parts].sort(([, a], [, b]) => b - a)),
  };
}

/** The package of a file, or the folder where it is one of ours. */
function partOf(input: string): string {
  if (input.startsWith("zod:")) return "zod";
  const inNpm = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input);
  if (inNpm !== null) return inNpm[1]!;
  const ours = /^(?:packages|apps)\/([^/]+)\/src\/(?:([^/]+)\/)?/.exec(input);
  if (ours === null) return input;
  return `@kindred/${ours[1]}${ours[2] === undefined ? "" : `: ${ours[2]}`}`;
}
