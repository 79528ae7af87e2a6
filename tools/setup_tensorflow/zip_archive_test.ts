import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { crc32, deflateRawSync } from "node:zlib";
import { extractZipEntry, listZip } from "./zip_archive.ts";

/** Writes an archive as the format describes it: the oracle of these tests. */
function zip(
  files: { name: string; content: Uint8Array; deflate: boolean }[],
  comment = "",
): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let at = 0;
  for (const { name, content, deflate } of files) {
    const data = deflate ? deflateRawSync(content) : content;
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(deflate ? 8 : 0, 4);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(data.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(name.length, 22);
    // Local headers have an extra field that the directory lacks.
    common.writeUInt16LE(4, 24);
    const local = Buffer.concat([
      Buffer.from("PK\x03\x04", "latin1"),
      common,
      Buffer.from(name),
      Buffer.from([1, 2, 0, 0]),
    ]);
    common.writeUInt16LE(0, 24);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(
      (name.endsWith(".sh") ? 0o100755 : 0o100644) * 0x10000,
      6,
    );
    tail.writeUInt32LE(at, 10);
    directory.push(
      Buffer.from("PK\x01\x02\x14\x03", "latin1"),
      common,
      tail,
      Buffer.from(name),
    );
    parts.push(local, data);
    at += local.length + data.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(files.length, 8);
  end.writeUInt16LE(files.length, 10);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, Buffer.from(comment)]);
}

async function withFolder(run: (folder: string) => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), "kindred-zip-"));
  try {
    await run(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

const text = new TextEncoder().encode("Item by item. ".repeat(10_000));
const random = Uint8Array.from({ length: 70_000 }, (_, i) => i * i % 251);

Deno.test("listZip() and extractZipEntry() give what was packed", () =>
  withFolder(async (folder) => {
    const path = join(folder, "a.zip");
    await writeFile(
      path,
      zip([
        { name: "a/", content: new Uint8Array(), deflate: false },
        { name: "a/text.txt", content: text, deflate: true },
        { name: "a/b/random.bin", content: random, deflate: false },
        { name: "run.sh", content: text.subarray(0, 1), deflate: true },
        { name: "empty", content: new Uint8Array(), deflate: false },
      ], "a comment"),
    );
    const entries = await listZip(path);
    assert.deepEqual(
      entries.map(({ name, bytes, executable }) => [name, bytes, executable]),
      [
        ["a/text.txt", text.length, false],
        ["a/b/random.bin", random.length, false],
        ["run.sh", 1, true],
        ["empty", 0, false],
      ],
    );
    const expected = [text, random, text.subarray(0, 1), new Uint8Array()];
    for (const [i, entry] of entries.entries()) {
      const out = join(folder, "out", entry.name);
      await extractZipEntry(path, entry, out);
      assert.deepEqual(
        new Uint8Array(await readFile(out)),
        expected[i],
        entry.name,
      );
      const executable = ((await stat(out)).mode & 0o100) !== 0;
      assert.equal(executable, entry.executable);
    }
  }));

Deno.test("listZip() and extractZipEntry() refuse what is damaged", () =>
  withFolder(async (folder) => {
    const path = join(folder, "a.zip");
    const whole = zip([{ name: "text", content: text, deflate: true }]);
    await writeFile(path, "no archive");
    await assert.rejects(listZip(path), /must end with a directory, got none/);
    await writeFile(path, whole.subarray(0, whole.length - 30));
    await assert.rejects(listZip(path), { name: "KindredError" });

    await writeFile(path, whole);
    const [entry] = await listZip(path);
    const out = join(folder, "out");
    await assert.rejects(
      extractZipEntry(path, { ...entry!, bytes: 7 }, out),
      /"text" must have 7 bytes, got 140000/,
    );
    await assert.rejects(
      extractZipEntry(path, { ...entry!, method: 12 }, out),
      /must be stored or deflated, got 12/,
    );
    await assert.rejects(
      extractZipEntry(path, { ...entry!, headerAt: 5 }, out),
      /"text" must have a header, got none/,
    );
  }));
