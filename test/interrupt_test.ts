import assert from "node:assert/strict";
import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { kindredJson, ROOT, SAMPLE, withFolder } from "./_kindred.ts";

/**
 * Starts the command in a process of its own, interrupts it once it has written
 * `sign`, and waits for its end.
 */
async function interrupt(argv: string[], sign: string) {
  const child = new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", "--cached-only", "apps/cli/src/main.ts", ...argv],
    cwd: ROOT,
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  let waiting = true;
  const read = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
    let text = "";
    for await (const piece of stream.pipeThrough(new TextDecoderStream())) {
      text += piece;
      if (waiting && text.includes(sign)) {
        waiting = false;
        child.kill("SIGINT");
      }
    }
    return text;
  };
  const [stdout, stderr, { code }] = await Promise.all([
    read(child.stdout),
    read(child.stderr),
    child.status,
  ]);
  return { code, stdout, stderr };
}

Deno.test("kindred run, interrupted in its training, ends with 130 and no half run", () =>
  withFolder(async (folder) => {
    const out = join(folder, "out");
    const { code, stderr } = await interrupt(
      ["run", SAMPLE, "--out", out, "--epochs", "9000"],
      "epoch 1/9000",
    );
    assert.equal(code, 130, stderr);
    assert.match(
      stderr,
      /kindred: interrupted; what was unfinished was taken away\n$/,
    );
    // The stages before it are whole and stay, and so does what was learned.
    assert.deepEqual((await readdir(out)).sort(), [
      "catalogue",
      "run.checkpoints",
      "split",
    ]);
    assert.match(stderr, /saved in .*run\.checkpoints; run goes on from there/);
  }));

/** Returns the files of a folder by name, as text. */
async function filesOf(folder: string): Promise<[string, string][]> {
  const names = (await readdir(folder)).sort();
  return await Promise.all(
    names.map(async (name): Promise<[string, string]> => [
      name,
      await readFile(join(folder, name), "latin1"),
    ]),
  );
}

Deno.test("kindred ingest, killed in its middle, leaves no catalogue, and begun again gives the same bytes", () =>
  withFolder(async (folder) => {
    const expected = join(folder, "expected");
    await kindredJson("ingest", SAMPLE, "--out", expected);

    // From standard input, of which only half comes: it waits in the middle.
    const place = join(folder, "place");
    await mkdir(place);
    const out = join(place, "out");
    const child = new Deno.Command(Deno.execPath(), {
      args: [
        ...["run", "-A", "--cached-only", "apps/cli/src/main.ts"],
        ...["ingest", "-", "--out", out],
      ],
      cwd: ROOT,
      stdin: "piped",
      stdout: "null",
      stderr: "null",
    }).spawn();
    const input = child.stdin.getWriter();
    const text = gunzipSync(await readFile(SAMPLE));
    await input.write(text.subarray(0, text.length >> 1));
    while ((await readdir(place)).length === 0) await setTimeout(20);
    child.kill("SIGKILL");
    await child.status;
    await input.abort().catch(() => {});
    assert.match((await readdir(place)).join(), /^\.out\.partial-\d+$/);

    await kindredJson("ingest", SAMPLE, "--out", out);
    assert.deepEqual(await readdir(place), ["out"]);
    assert.deepEqual(await filesOf(out), await filesOf(expected));
  }));

Deno.test("kindred serve, interrupted, ends well", () =>
  withFolder(async (folder) => {
    const out = join(folder, "out");
    await kindredJson(
      "run",
      SAMPLE,
      "--out",
      out,
      "--epochs",
      "1",
      "--dimensions",
      "4",
    );
    const { code, stdout, stderr } = await interrupt(
      ["serve", join(out, "model"), "--port", "0"],
      "serving ",
    );
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^serving 1,227 items at http:\/\/127\.0\.0\.1:\d+ /);
  }));
