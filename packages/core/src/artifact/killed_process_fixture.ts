/** Processes that have ended, for the tests of artifacts. @module */
import assert from "node:assert/strict";

/** Returns the id of a process that has ended. */
export async function deadPid(): Promise<number> {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["--version"],
    stdout: "null",
  }).spawn();
  await child.status;
  return child.pid;
}

/** Starts a process that writes an artifact and kills it halfway. */
export async function killWhileWriting(out: string): Promise<number> {
  const script = `
    import { writeFile } from "node:fs/promises";
    import { writeArtifact } from "${new URL(
    "./write_artifact.ts",
    import.meta.url,
  )}";
    const plan = { kind: "split", options: {}, inputs: [] };
    await writeArtifact(Deno.args[0], plan, async (staging) => {
      await writeFile(staging + "/a", "half");
      console.log("filling");
      await new Promise((done) => setTimeout(done, 60_000));
      return {};
    }, { force: true });`;
  const child = new Deno.Command(Deno.execPath(), {
    args: ["eval", "--no-config", "--ext=ts", script, out],
    stdout: "piped",
  }).spawn();
  try {
    const reader = child.stdout.getReader();
    const { value } = await reader.read();
    assert.equal(new TextDecoder().decode(value), "filling\n");
    await reader.cancel();
  } finally {
    child.kill("SIGKILL");
    assert.equal((await child.status).signal, "SIGKILL");
  }
  return child.pid;
}
