import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inTemporaryFolder, PLAN, writeTexts } from "../_testing.ts";
import { deadPid, killWhileWriting } from "./killed_process_fixture.ts";
import { openArtifact } from "./open_artifact.ts";
import { checkWritable, writeArtifact } from "./write_artifact.ts";

Deno.test("writeArtifact() writes the files and a manifest of them", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "new", "split");
    const texts = { "b.txt": "hello", "a.txt": "" };
    const manifest = await writeTexts(out, texts);

    assert.deepEqual(await readdir(join(folder, "new")), ["split"]);
    assert.deepEqual((await readdir(out)).sort(), [
      "a.txt",
      "b.txt",
      "manifest.json",
    ]);
    assert.equal(await readFile(join(out, "b.txt"), "utf8"), "hello");
    assert.deepEqual(manifest, {
      kind: "split",
      formatVersion: 1,
      software: "kindred 0.1.0",
      options: { seed: 1, weights: { b: 2, a: 1 } },
      counts: { files: 2 },
      inputs: [],
      // The published sha256 of nothing and of "hello".
      files: {
        "a.txt": {
          bytes: 0,
          sha256:
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        },
        "b.txt": {
          bytes: 5,
          sha256:
            "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
        },
      },
    });
    const text = await readFile(join(out, "manifest.json"), "utf8");
    assert.deepEqual(JSON.parse(text), manifest);
    assert.equal(
      (await openArtifact(out, "split")).sha256,
      createHash("sha256").update(text).digest("hex"),
    );
  }));

Deno.test("writeArtifact() gives equal bytes for equal input", () =>
  inTemporaryFolder(async (folder) => {
    // The order in which the files are written does not matter.
    const names = Array.from({ length: 30 }, (_, i) => `${i * 7 % 30}`);
    const textsOf = (order: string[]): Record<string, string> =>
      Object.fromEntries(order.map((name) => [`file-${name}`, name]));
    const manifest = await writeTexts(join(folder, "one"), textsOf(names));
    await writeTexts(join(folder, "two"), textsOf(names.toReversed()));
    assert.deepEqual(
      Object.keys(manifest.files),
      Object.keys(textsOf(names)).toSorted(),
    );
    assert.deepEqual(
      await readFile(join(folder, "one", "manifest.json")),
      await readFile(join(folder, "two", "manifest.json")),
    );
  }));

Deno.test("writeArtifact() leaves nothing where filling fails", () =>
  inTemporaryFolder(async (folder) => {
    const failure = new Error("the source ended");
    await assert.rejects(
      writeArtifact(join(folder, "split"), PLAN, async (staging) => {
        await writeFile(join(staging, "half"), "1");
        throw failure;
      }),
      failure,
    );
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("writeArtifact() keeps the old artifact where filling fails", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeTexts(out, { a: "old" });
    await assert.rejects(
      writeArtifact(out, PLAN, () => Promise.reject(new Error("no")), {
        force: true,
      }),
      new Error("no"),
    );
    assert.deepEqual(await readdir(folder), ["split"]);
    assert.equal(await readFile(join(out, "a"), "utf8"), "old");
  }));

Deno.test("writeArtifact() refuses an existing artifact before any work", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeTexts(out, { a: "old" });
    await assert.rejects(
      writeArtifact(out, PLAN, () => assert.fail("must not be called")),
      {
        name: "ArtifactError",
        message:
          `Cannot write "${out}": it must not exist yet, got a split; --force replaces it`,
        path: out,
      },
    );
    assert.equal(await readFile(join(out, "a"), "utf8"), "old");
  }));

Deno.test("writeArtifact() replaces an artifact with force, all of it", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeTexts(out, { a: "old", gone: "old" });
    await writeTexts(out, { a: "new" }, { force: true });
    assert.deepEqual(await readdir(folder), ["split"]);
    assert.deepEqual((await readdir(out)).sort(), ["a", "manifest.json"]);
    assert.equal(await readFile(join(out, "a"), "utf8"), "new");
  }));

Deno.test("writeArtifact() writes into an empty folder without force", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await mkdir(out);
    await writeTexts(out, { a: "new" });
    assert.equal(await readFile(join(out, "a"), "utf8"), "new");
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("writeArtifact() never replaces a foreign folder", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "holiday");
    await mkdir(out);
    await writeFile(join(out, "photo.jpg"), "sun");
    // A web page's manifest is none of ours.
    for (const foreign of [null, '{"name":"my app"}', "no JSON"]) {
      if (foreign !== null) {
        await writeFile(join(out, "manifest.json"), foreign);
      }
      for (const force of [false, true]) {
        await assert.rejects(writeTexts(out, { a: "new" }, { force }), {
          name: "ArtifactError",
          message:
            `Cannot write "${out}": it must be new, empty or made by kindred, got a folder with other files: ${
              foreign === null ? "" : '"manifest.json", '
            }"photo.jpg"`,
          path: out,
        });
      }
    }
    assert.equal(await readFile(join(out, "photo.jpg"), "utf8"), "sun");
  }));

Deno.test("writeArtifact() never replaces an artifact to which files were added", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeTexts(out, { a: "old" });
    for (const name of ["notes", "b", "c", "d"]) {
      await writeFile(join(out, name), "mine");
    }
    await assert.rejects(writeTexts(out, { a: "new" }, { force: true }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must be new, empty or made by kindred, got a folder with other files: "b", "c", "d", …`,
    });
    assert.equal(await readFile(join(out, "notes"), "utf8"), "mine");
    assert.equal(await readFile(join(out, "a"), "utf8"), "old");
  }));

Deno.test("writeArtifact() takes the folders that it made away when it fails, and no others", () =>
  inTemporaryFolder(async (folder) => {
    await mkdir(join(folder, "there"));
    const fail = () => Promise.reject(new Error("no"));
    for (const place of ["there/a/b/split", "there/split"]) {
      await assert.rejects(
        writeArtifact(join(folder, place), PLAN, fail),
        new Error("no"),
      );
      assert.deepEqual(await readdir(folder), ["there"]);
      assert.deepEqual(await readdir(join(folder, "there")), []);
    }
  }));

Deno.test("writeArtifact() never replaces what came while it worked", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await assert.rejects(
      writeArtifact(out, PLAN, async () => {
        await mkdir(out);
        await writeFile(join(out, "diary"), "dear");
        return {};
      }, { force: true }),
      { name: "ArtifactError", path: out },
    );
    assert.deepEqual(await readdir(folder), ["split"]);
    assert.equal(await readFile(join(out, "diary"), "utf8"), "dear");
  }));

Deno.test("writeArtifact() refuses a second write while one is under way", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeArtifact(out, PLAN, async (staging) => {
      await writeFile(join(staging, "a"), "first");
      await assert.rejects(writeTexts(out, { a: "second" }), {
        name: "ArtifactError",
        message:
          `Cannot write "${out}": one at a time may write it, got another write under way`,
        path: out,
      });
      return {};
    });
    assert.equal(await readFile(join(out, "a"), "utf8"), "first");
    assert.deepEqual(await readdir(folder), ["split"]);
  }));

Deno.test("writeArtifact() removes what dead processes left, nothing else", () =>
  inTemporaryFolder(async (folder) => {
    const dead = await deadPid();
    const stale = [
      `.split.partial-${dead}`,
      `.split.old-${dead}`,
      // In a container a killed process may have had the id of this one.
      `.split.partial-${Deno.pid}`,
      `.split.old-${Deno.pid}`,
    ];
    const kept = [
      // Of a process that is alive.
      `.split.partial-${Deno.ppid}`,
      // Of other artifacts.
      `.other.partial-${dead}`,
      `.split.partial-2.partial-${dead}`,
      // Of nobody's we know.
      ".split.partial-",
      ".split.partial-notes",
      ".split.old-notes",
    ];
    for (const name of [...stale, ...kept]) {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, "a"), name);
    }
    await writeTexts(join(folder, "split"), { a: "new" });
    assert.deepEqual((await readdir(folder)).sort(), ["split", ...kept].sort());

    await writeTexts(join(folder, "split"), { a: "newer" }, { force: true });
    assert.deepEqual((await readdir(folder)).sort(), ["split", ...kept].sort());
  }));

Deno.test("writeArtifact() in a killed process leaves no artifact", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    for (const before of [null, "old"]) {
      if (before !== null) await writeTexts(out, { a: before });
      const pid = await killWhileWriting(out);
      assert.deepEqual(
        (await readdir(folder)).sort(),
        before === null
          ? [`.split.partial-${pid}`]
          : [`.split.partial-${pid}`, "split"],
      );
      if (before !== null) {
        await openArtifact(out, "split");
        assert.equal(await readFile(join(out, "a"), "utf8"), before);
      }
      // The next write succeeds and cleans up.
      await writeTexts(out, { a: "new" }, { force: true });
      assert.deepEqual(await readdir(folder), ["split"]);
      assert.equal(await readFile(join(out, "a"), "utf8"), "new");
      await Deno.remove(out, { recursive: true });
    }
  }));

Deno.test("checkWritable() passes what does not exist", () =>
  inTemporaryFolder(async (folder) => {
    await checkWritable(join(folder, "no", "such", "place"));
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("checkWritable() throws ArtifactError if a file is in the way", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "split");
    await writeFile(out, "text");
    await assert.rejects(checkWritable(out, { force: true }), {
      name: "ArtifactError",
      message:
        `Cannot write "${out}": it must not exist or be a folder, got a file`,
      path: out,
    });
  }));

Deno.test("checkWritable() throws ArtifactError if the place is unreachable", () =>
  inTemporaryFolder(async (folder) => {
    const out = join(folder, "loop");
    await symlink(out, out);
    await assert.rejects(checkWritable(out), (error: Error) => {
      assert.equal(error.name, "ArtifactError");
      assert.ok(
        error.message.startsWith(
          `Cannot write "${out}": its place must be accessible, got `,
        ),
        error.message,
      );
      assert.ok(error.cause instanceof Error);
      return true;
    });
  }));
