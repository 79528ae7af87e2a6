// deno-lint-ignore-file no-console -- a skipped test says why
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PACKAGE_RULES } from "../tools/package_rules.ts";
import { kindredJson, ROOT, withFolder } from "./_kindred.ts";
import { writeTwoWorlds } from "./_two_worlds.ts";

/** Why the tests here cannot run, or null. */
const obstacle = spawnSync("node", ["--version"]).status !== 0
  ? "there is no node on the PATH"
  : existsSync(join(ROOT, "apps/cli/dist/main.js"))
  ? null
  : "the packages are not built; npm test builds them";
if (obstacle !== null) console.log(`skipped, Node tests: ${obstacle}`);

function node(...args: string[]) {
  return spawnSync("node", args, { cwd: ROOT, encoding: "utf8" });
}

Deno.test({
  name: "every entry of every package loads in Node, with no output",
  ignore: obstacle !== null,
  async fn() {
    for (const { folder } of Object.values(PACKAGE_RULES)) {
      const { name, exports } = JSON.parse(
        await readFile(join(ROOT, folder, "package.json"), "utf8"),
      );
      for (const entry of Object.keys(exports)) {
        const specifier = name + entry.slice(1);
        const { status, stdout, stderr } = node(
          "--input-type=module",
          "-e",
          `const m = await import("${specifier}");
           if (Object.keys(m).length === 0) throw new Error("no exports");`,
        );
        assert.equal(status, 0, `${specifier}: ${stderr}`);
        assert.equal(stdout + stderr, "", specifier);
      }
    }
  },
});

Deno.test({
  name: "the built command gives in Node what it gives in Deno, byte for byte",
  ignore: obstacle !== null,
  fn: () =>
    withFolder(async (folder) => {
      const source = join(folder, "worlds.json");
      await writeTwoWorlds(source);
      // Deno has relaxed SIMD, Node 20 has not.
      const recipe = ["--epochs", "3", "--dimensions", "8", "--deterministic"];
      const { status, stderr } = node(
        "apps/cli/dist/main.js",
        "run",
        source,
        "--out",
        join(folder, "node"),
        ...recipe,
      );
      assert.equal(status, 0, stderr);
      await kindredJson(
        "run",
        source,
        "--out",
        join(folder, "deno"),
        ...recipe,
      );
      for (const stage of ["catalogue", "split", "run", "report", "model"]) {
        const [a, b] = await Promise.all(
          ["node", "deno"].map((runtime) =>
            readFile(join(folder, runtime, stage, "manifest.json"), "utf8")
          ),
        );
        assert.equal(a, b, stage);
      }
      const recommended = node(
        "apps/cli/dist/main.js",
        "recommend",
        join(folder, "node", "model"),
        "--item",
        "TEA00",
        "-k",
        "3",
      );
      assert.equal(recommended.status, 0, recommended.stderr);
      assert.equal(recommended.stdout.match(/TEA\d\d$/gm)?.length, 3);
    }),
});

Deno.test({
  name: "the built command ends with 2 on wrong usage, in one line",
  ignore: obstacle !== null,
  fn() {
    const { status, stderr } = node("apps/cli/dist/main.js", "serv");
    assert.equal(status, 2);
    assert.match(stderr, /^kindred: Cannot run "serv": .*nearest serve\n$/);
  },
});
