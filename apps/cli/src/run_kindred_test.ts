import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { COMMANDS } from "./commands/mod.ts";
import { runKindred } from "./run_kindred.ts";

async function run(argv: string[], signal?: AbortSignal) {
  const written = { stdout: "", stderr: "" };
  const code = await runKindred(argv, {
    writeOut: (text) => written.stdout += text,
    writeError: (text) => written.stderr += text,
    isTerminal: false,
    signal: signal ?? new AbortController().signal,
  });
  return { code, ...written };
}

Deno.test("runKindred() without a command prints the help as an error", async () => {
  const { code, stdout, stderr } = await run([]);
  assert.equal(code, 2);
  assert.equal(stdout, "");
  for (const [name, { summary }] of Object.entries(COMMANDS)) {
    assert.ok(stderr.includes(name) && stderr.includes(summary), name);
  }
});

Deno.test("runKindred() prints help on asking, in each of its forms", async () => {
  const { stdout } = await run(["--help"]);
  for (const argv of [["-h"], ["help"]]) {
    assert.deepEqual(await run(argv), { code: 0, stdout, stderr: "" });
  }
  for (const name of Object.keys(COMMANDS)) {
    const help = await run([name, "--help"]);
    assert.equal(help.code, 0, name);
    assert.match(help.stdout, new RegExp(`^kindred ${name}: `));
    assert.match(help.stdout, /--json/);
    assert.deepEqual(await run(["help", name]), help);
    assert.deepEqual(await run([name, "-h"]), help);
  }
});

Deno.test("runKindred() says of a command in its list what the command says of itself", async () => {
  for (const [name, { summary, load }] of Object.entries(COMMANDS)) {
    assert.equal((await load()).summary, summary, name);
  }
});

Deno.test("runKindred() takes no inherited name for a command", async () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    const { code, stderr } = await run([name]);
    assert.equal(code, 2);
    assert.match(stderr, /it must be a command of kindred/);
  }
});

Deno.test("runKindred() gives 130 once the person has interrupted", async () => {
  const { code, stderr } = await run(
    ["inspect", "nosuch"],
    AbortSignal.abort(),
  );
  assert.equal(code, 130);
  assert.match(stderr, /^kindred: interrupted/);
});

Deno.test("runKindred() keeps standard output for JSON with --json", async () => {
  const { code, stdout } = await run(["bench", "--json"]);
  assert.equal(code, 0);
  assert.deepEqual(Object.keys(JSON.parse(stdout)), ["train", "serve"]);
});

Deno.test("runKindred() tells what the system refused in one line", async () => {
  const { code, stderr } = await run([
    "ingest",
    fileURLToPath(new URL("../sample/meta_Pantry.json.gz", import.meta.url)),
    "--out",
    "/proc/kindred/out",
    "--quiet",
  ]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^kindred: Cannot mkdir ".*": the system must allow it, got .*\n$/,
  );
});
