import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { PACKAGE_RULES, type PackageRule } from "../package_rules.ts";
import { importsOf, isTestFile, sourceFiles } from "./source_imports.ts";

/** The parts of a `package.json` that are checked. */
interface PackageJson {
  name: string;
  version: string;
  exports: Record<string, { default: string }>;
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

/** The parts of a `deno.json` that are checked. */
interface DenoJson {
  name: string;
  version: string;
  exports: Record<string, string>;
}

/** Packages that need a file system or a native add-on. */
const NOT_AT_THE_EDGE = [
  "@duckdb/node-api",
  "onnxruntime-node",
  "@hono/node-server",
];

/**
 * Checks every package against its rule.
 *
 * @param root The repository.
 * @param rules The import table. Default {@linkcode PACKAGE_RULES}.
 * @returns What is wrong, a sentence each; empty where all is well.
 */
export async function checkPackages(
  root: string,
  rules: Readonly<Record<string, PackageRule>> = PACKAGE_RULES,
): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, rule] of Object.entries(rules)) {
    const folder = join(root, rule.folder);
    const packageJson = await readJson<PackageJson>(folder, "package.json");
    const denoJson = await readJson<DenoJson>(folder, "deno.json");
    faults.push(
      ...twinFaults(rule, packageJson, denoJson),
      ...await importFaults(root, name, rule, packageJson),
      ...await edgeFaults(root, rule, rules, denoJson),
    );
  }
  return faults;
}

/** `deno.json` and `package.json` say the same twice. */
function twinFaults(
  rule: PackageRule,
  npm: PackageJson,
  deno: DenoJson,
): string[] {
  const faults: string[] = [];
  const expect = (what: string, npmSays: string, denoSays: string): void => {
    if (npmSays !== denoSays) {
      faults.push(
        `${rule.folder}: ${what} must be the same in package.json and deno.json, got "${npmSays}" and "${denoSays}"`,
      );
    }
  };
  expect("the name", npm.name, deno.name);
  expect("the version", npm.version, deno.version);
  const fromNpm = Object.entries(npm.exports).map(([entry, target]) =>
    `${entry} ${target.default.replace("/dist/", "/src/").replace(/js$/, "ts")}`
  );
  const fromDeno = Object.entries(deno.exports).map(([entry, target]) =>
    `${entry} ${target}`
  );
  expect("exports", fromNpm.join(", "), fromDeno.join(", "));
  return faults;
}

async function importFaults(
  root: string,
  name: string,
  rule: PackageRule,
  npm: PackageJson,
): Promise<string[]> {
  const faults: string[] = [];
  const folder = join(root, rule.folder);
  const shipped = { ...npm.dependencies, ...npm.peerDependencies };
  for (const path of await sourceFiles(join(folder, "src"))) {
    const declared = isTestFile(path)
      ? { ...shipped, ...npm.devDependencies }
      : shipped;
    for (const { specifier } of await importsOf(path)) {
      const place = relative(root, path);
      if (specifier.startsWith(".")) {
        const target = resolve(dirname(path), specifier);
        if (relative(join(folder, "src"), target).startsWith("..")) {
          faults.push(
            `${place}: a relative import must stay in the package, got "${specifier}"`,
          );
        }
        continue;
      }
      if (specifier.startsWith("node:")) continue;
      const imported = packageOf(specifier);
      const ours = imported.startsWith("@kindred/")
        ? imported.slice("@kindred/".length)
        : null;
      // A doc example may name the package itself.
      if (ours === name) continue;
      if (ours !== null && !rule.mayImport.includes(ours)) {
        faults.push(
          `${place}: ${name} may import ${
            rule.mayImport.join(", ") || "nothing of ours"
          }, got "${specifier}"`,
        );
      } else if (!(imported in declared)) {
        faults.push(
          `${place}: what is imported must be in ${rule.folder}/package.json, got "${specifier}"`,
        );
      }
    }
  }
  return faults;
}

/** Follows what an edge entry loads, through our packages, types left out. */
async function edgeFaults(
  root: string,
  rule: PackageRule,
  rules: Readonly<Record<string, PackageRule>>,
  deno: DenoJson,
): Promise<string[]> {
  const faults: string[] = [];
  for (const entry of rule.edgeEntries ?? []) {
    const waiting = [join(root, rule.folder, deno.exports[entry]!)];
    const seen = new Set(waiting);
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      for (const { specifier, typeOnly } of await importsOf(path)) {
        if (typeOnly) continue;
        const forbidden = specifier.startsWith("node:") ||
          NOT_AT_THE_EDGE.includes(packageOf(specifier));
        if (forbidden) {
          faults.push(
            `${
              relative(root, path)
            }: what "${entry}" of ${rule.folder} loads must run at the edge, got "${specifier}"`,
          );
          continue;
        }
        const target = specifier.startsWith(".")
          ? resolve(dirname(path), specifier)
          : await ourEntry(root, specifier, rules);
        if (target !== null && !seen.has(target)) {
          seen.add(target);
          waiting.push(target);
        }
      }
    }
  }
  return faults;
}

/** The source file of `@kindred/name/entry`; null for packages not ours. */
async function ourEntry(
  root: string,
  specifier: string,
  rules: Readonly<Record<string, PackageRule>>,
): Promise<string | null> {
  const [scope, name, ...rest] = specifier.split("/");
  const rule = scope === "@kindred" ? rules[name!] : undefined;
  if (rule === undefined) return null;
  const folder = join(root, rule.folder);
  const { exports } = await readJson<DenoJson>(folder, "deno.json");
  const target = exports[rest.length === 0 ? "." : `./${rest.join("/")}`];
  return target === undefined ? null : join(folder, target);
}

/** `@hono/node-server/serve-static` is of the package `@hono/node-server`. */
function packageOf(specifier: string): string {
  return specifier.split("/").slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
}

async function readJson<T>(folder: string, file: string): Promise<T> {
  return JSON.parse(await readFile(join(folder, file), "utf8"));
}
