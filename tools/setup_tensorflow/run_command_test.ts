import assert from "node:assert/strict";
import process from "node:process";
import { lastLines, runCommand } from "./run_command.ts";

Deno.test("runCommand() gives status and output, and null where there is no such command", async () => {
  const script = "console.log('out'); console.error('err'); Deno.exit(3);";
  const ran = await runCommand(process.execPath, ["eval", script]);
  assert.deepEqual(ran, { status: 3, stdout: "out\n", stderr: "err\n" });
  const none = await runCommand("no-such-command-here", []);
  assert.equal(none.status, null);
  assert.match(none.stderr, /no-such-command-here/);
});

Deno.test("lastLines() keeps the end", () => {
  assert.equal(lastLines("a\nb\nc\n", 2), "b\nc");
});
