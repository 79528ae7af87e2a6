import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { PackageRule } from "../package_rules.ts";
import { checkPackages } from "./check_packages.ts";

const RULES: Record<string, PackageRule> = {
  low: {
    folder: "packages/low",
    job: "",
    mayImport: [],
    edgeEntries: ["."],
  },
  high: { folder: "packages/high", job: "", mayImport: ["low"] },
};

function configs(name: string, dependencies: Record<string, string>) {
  return {
    [`packages/${name}/package.json`]: JSON.stringify({
      name: `@kindred/${name}`,
      version: "1.0.0",
      exports: { ".": { default: "./dist/mod.js" } },
      dependencies,
    }),
    [`packages/${name}/deno.json`]: JSON.stringify({
      name: `@kindred/${name}`,
      version: "1.0.0",
      exports: { ".": "./src/mod.ts" },
    }),
  };
}

const GOOD: Record<string, string> = {
  ...configs("low", { hono: "^4" }),
  ...configs("high", { "@kindred/low": "1.0.0" }),
  "packages/low/src/mod.ts": `import { Hono } from "hono";
    import type { Stats } from "node:fs";
    export * from "./a.ts";`,
  "packages/low/src/a.ts": "export const a = 1;",
  "packages/high/src/b.ts": `import { readFile } from "node:fs";`,
  "packages/high/src/mod.ts": `import { a } from "@kindred/low";
    export { a };`,
};

/** Checks a tree of files: the good one with some files changed. */
async function check(changes: Record<string, string>): Promise<string[]> {
  const root = await mkdtemp(join(tmpdir(), "kindred-imports-"));
  try {
    for (const [path, text] of Object.entries({ ...GOOD, ...changes })) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
    return await checkPackages(root, RULES);
  } finally {
    await rm(root, { recursive: true });
  }
}

Deno.test("checkPackages() finds nothing where all is as the rules say", async () => {
  assert.deepEqual(await check({}), []);
});

Deno.test("checkPackages() finds nothing in this repository", async () => {
  const root = fileURLToPath(new URL("../..", import.meta.url));
  assert.deepEqual(await checkPackages(root), []);
});

Deno.test("checkPackages() finds imports against the direction, static and dynamic", async () => {
  for (
    const text of [
      `import { b } from "@kindred/high";`,
      `export * from "@kindred/high";`,
      `const b = await import("@kindred/high");`,
      `import type { B } from "@kindred/high";`,
    ]
  ) {
    assert.deepEqual(await check({ "packages/low/src/a.ts": text }), [
      'packages/low/src/a.ts: low may import nothing of ours, got "@kindred/high"',
    ]);
  }
});

Deno.test("checkPackages() finds what is not declared, or is reached around the package", async () => {
  assert.deepEqual(
    await check({ "packages/high/src/b.ts": `import "zod/v4";` }),
    [
      'packages/high/src/b.ts: what is imported must be in packages/high/package.json, got "zod/v4"',
    ],
  );
  assert.deepEqual(
    await check({
      "packages/high/src/b.ts": `import "../../low/src/a.ts";`,
    }),
    [
      'packages/high/src/b.ts: a relative import must stay in the package, got "../../low/src/a.ts"',
    ],
  );
});

Deno.test("checkPackages() follows an edge entry to what it cannot load", async () => {
  assert.deepEqual(
    await check({
      "packages/low/src/a.ts": `export const a = () => import("node:fs");`,
    }),
    [
      'packages/low/src/a.ts: what "." of packages/low loads must run at the edge, got "node:fs"',
    ],
  );
});

Deno.test("checkPackages() finds twin configurations that differ", async () => {
  const { "packages/low/deno.json": twin } = configs("low", {});
  assert.deepEqual(
    await check({
      "packages/low/deno.json": twin!.replace("1.0.0", "1.0.1"),
    }),
    [
      'packages/low: the version must be the same in package.json and deno.json, got "1.0.0" and "1.0.1"',
    ],
  );
});
