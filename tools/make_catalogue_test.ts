import { spawnSync } from "node:child_process";
import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { makeCatalogue } from "./catalogue/_testing.ts";

const TOOL = fileURLToPath(new URL("make_catalogue.ts", import.meta.url));

function run(...args: string[]) {
  return spawnSync(
    Deno.execPath(),
    ["run", "-A", "--cached-only", "--no-check", TOOL, ...args],
    { encoding: "utf8", maxBuffer: 2 ** 24 },
  );
}

Deno.test("make_catalogue writes the text to standard output, the truth to standard error", () => {
  const { status, stdout, stderr } = run(
    ..."--records 300 --seed 5 --format 2018 --json --out -".split(" "),
  );
  assert.equal(status, 0, stderr);
  const { bytes, truth } = makeCatalogue({
    records: 300,
    seed: 5,
    format: "2018",
  });
  assert.equal(stdout, new TextDecoder().decode(bytes));
  assert.deepEqual(JSON.parse(stderr), truth);
});

Deno.test("make_catalogue writes a file once, and says so in words or JSON", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kindred-catalogue-test-"));
  try {
    const path = join(folder, "meta.json");
    const made = run("--records", "300", "--out", path, "--json");
    const { bytes, truth } = makeCatalogue({ records: 300 });
    assert.deepEqual(JSON.parse(made.stdout), truth);
    assert.ok((await readFile(path)).equals(bytes));

    const refused = run("--records", "200", "--out", path);
    assert.equal(refused.status, 1);
    assert.match(refused.stderr, /^Cannot write .*--force replaces it\n$/);
    assert.ok((await readFile(path)).equals(bytes));

    const replaced = run("--records", "200", "--out", path, "--force");
    assert.equal(replaced.status, 0);
    assert.match(replaced.stderr, /^records: 200, of them in a pair 168$/m);
    assert.equal(replaced.stdout, "");
    assert.deepEqual(await readdir(folder), ["meta.json"]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

Deno.test("make_catalogue exits with 2 where the command line is wrong, 1 where the disk is", () => {
  assert.equal(run("--out", "-", "--nonsense").status, 2);
  const range = run("--out", "-", "--records", "1");
  assert.equal(range.status, 2);
  assert.match(range.stderr, /^Cannot make a catalogue: records must be .*\n$/);
  const disk = run("--records", "50", "--out", join(TOOL, "no", "folder"));
  assert.equal(disk.status, 1);
  assert.match(disk.stderr, /^Cannot write .*\n$/);
});

Deno.test("make_catalogue --help prints how it is called", () => {
  const { status, stdout } = run("--help");
  assert.equal(status, 0);
  assert.match(stdout, /^usage: /);
});
