import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { kindredJson, ROOT, SAMPLE, withFolder } from "./_kindred.ts";

/** How often the training is killed before it may end. */
const KILLS = 20;

/** What every training of this file is asked for: some seconds of work. */
const OPTIONS = ["--epochs", "300", "--dimensions", "64"];

/** Starts a training in a process of its own. */
function startTraining(split: string, out: string, ...flags: string[]) {
  return new Deno.Command(Deno.execPath(), {
    args: [
      ...["run", "-A", "--cached-only", "apps/cli/src/main.ts"],
      ...["train", split, "--out", out, ...OPTIONS, ...flags],
    ],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Waits until a training has written a checkpoint, or has ended. */
async function untilCheckpoint(
  out: string,
  child: Deno.ChildProcess,
): Promise<void> {
  const position = () =>
    readFile(join(`${out}.checkpoints`, "last/position.json"), "utf8")
      .catch(() => null);
  const before = await position();
  let hasEnded = false;
  child.status.then(() => hasEnded = true);
  for (;;) {
    const now = await position();
    if (hasEnded || (now !== null && now !== before)) return;
    await setTimeout(5);
  }
}

/** Makes a split of the sample in `folder`. */
async function makeSplit(folder: string): Promise<string> {
  const catalogue = join(folder, "catalogue");
  const split = join(folder, "split");
  await kindredJson("ingest", SAMPLE, "--out", catalogue);
  await kindredJson("split", catalogue, "--out", split);
  return split;
}

/** Returns the files of a folder as hex, by name. */
async function bytesOf(folder: string): Promise<Record<string, string>> {
  const names = (await readdir(folder)).sort();
  const texts = names.map((name) => readFile(join(folder, name), "hex"));
  const bytes = await Promise.all(texts);
  return Object.fromEntries(names.map((name, i) => [name, bytes[i]!]));
}

Deno.test(`kindred train, killed ${KILLS} times at random moments, resumes to the same bytes`, () =>
  withFolder(async (folder) => {
    const split = await makeSplit(folder);
    const unbroken = join(folder, "unbroken");
    const start = performance.now();
    const { code } = await startTraining(split, unbroken).output();
    assert.equal(code, 0);
    // However slow this machine is: while they learn, the killed ones have a quarter of
    // the time that the whole takes, and a checkpoint each.
    const learningMs = (performance.now() - start) / (2 * KILLS);
    let startingMs = 0;

    const out = join(folder, "killed");
    const flags = ["--checkpoint-every", "0", "--resume"];
    const random = createRandom(Date.now() % 2 ** 32);
    const log: string[] = [];
    for (let kill = 1; kill <= KILLS; kill++) {
      const child = startTraining(split, out, ...flags);
      const output = child.output();
      // Every fourth while it starts, the others while it learns.
      const phase = kill % 4 === 0 ? "starting" : "learning";
      if (phase === "learning") {
        const spawned = performance.now();
        await untilCheckpoint(out, child);
        startingMs = performance.now() - spawned;
      }
      const afterMs = Math.round(
        random.float() * (phase === "learning" ? learningMs : startingMs),
      );
      const ended = await Promise.race([
        child.status.then(() => true),
        setTimeout(afterMs, false),
      ]);
      assert.equal(ended, false, "it ended before all kills: train longer");
      child.kill("SIGKILL");
      const text = new TextDecoder().decode((await output).stderr);
      const from = /going on in epoch \d+/.exec(text)?.[0] ?? "from the start";
      log.push(`kill ${kill} after ${afterMs} ms of ${phase}: ${from}`);
      // Whatever the moment: no half run, and no damaged checkpoint.
      assert.ok(!(await readdir(folder)).includes("killed"), log.join("\n"));
    }
    const last = await startTraining(split, out, ...flags).output();
    const said = new TextDecoder().decode(last.stderr);
    assert.equal(last.code, 0, `${log.join("\n")}\n${said}`);
    log.push(`then to its end: ${/going on in epoch \d+/.exec(said)?.[0]}`);
    // deno-lint-ignore no-console -- the log of the kills is for people
    console.log(log.join("\n"));

    assert.match(said, /going on in epoch \d+/);
    assert.deepEqual(await bytesOf(out), await bytesOf(unbroken));
    // What the killed ones left beside it is gone.
    assert.deepEqual((await readdir(folder)).sort(), [
      "catalogue",
      "killed",
      "split",
      "unbroken",
    ]);
  }));

Deno.test("kindred train, interrupted, says how to go on, exits with 130, and refuses to begin anew", () =>
  withFolder(async (folder) => {
    const split = await makeSplit(folder);
    const out = join(folder, "run");
    const child = startTraining(split, out);
    const output = child.output();
    // Once it has begun: there is no checkpoint before a minute but this one.
    await setTimeout(2500);
    child.kill("SIGINT");
    const { code, stderr } = await output;
    const text = new TextDecoder().decode(stderr);
    assert.equal(code, 130, text);
    assert.match(
      text,
      /saved in .*run\.checkpoints; --resume goes on from there/,
    );

    const refused = await startTraining(split, out).output();
    assert.equal(refused.code, 1);
    assert.match(
      new TextDecoder().decode(refused.stderr),
      /Cannot train: there must be no checkpoint of an interrupted training, got ".*"; --resume goes on from it, --force begins anew/,
    );
    const other = await startTraining(split, out, "--resume", "--l2", "0.01")
      .output();
    assert.equal(other.code, 1);
    assert.match(
      new TextDecoder().decode(other.stderr),
      /Cannot go on from ".*last": it must be of the same split, options and version, got l2 null instead of 0\.01/,
    );
  }));
