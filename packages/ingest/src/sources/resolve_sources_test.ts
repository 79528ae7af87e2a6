import { KindredError } from "@kindred/core";
import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { withFolder, writeSource } from "../_testing.ts";
import { resolveSources } from "./resolve_sources.ts";

/** Resolves words in which `DIR` stands for a folder with three files. */
async function resolved(words: string[]): Promise<string[]> {
  let found: string[] = [];
  await withFolder(async (folder) => {
    await mkdir(join(folder, "more"));
    for (const name of ["b.json", "a.json", "w[1].json", "more/c.json"]) {
      await writeSource(folder, name, "{}");
    }
    const sources = await resolveSources(
      words.map((word) => word.replace("DIR", folder)),
    );
    found = sources.map((source) => {
      assert.ok(source.kind === "file");
      assert.equal(source.path, source.name);
      return source.path.replace(folder, "DIR");
    });
  });
  return found;
}

const CASES: [words: string[], paths: string[]][] = [
  [["DIR/b.json", "DIR/a.json"], ["DIR/b.json", "DIR/a.json"]],
  [["DIR/*.json"], ["DIR/a.json", "DIR/b.json", "DIR/w[1].json"]],
  [["DIR/?.json"], ["DIR/a.json", "DIR/b.json"]],
  [["DIR/{b,a}.json"], ["DIR/a.json", "DIR/b.json"]],
  [["DIR/**/[ac].json"], ["DIR/a.json", "DIR/more/c.json"]],
  // A file of this very name is no pattern.
  [["DIR/w[1].json"], ["DIR/w[1].json"]],
];

for (const [words, paths] of CASES) {
  Deno.test(`resolveSources() finds ${paths.join(", ")} for ${words.join(", ")}`, async () => {
    assert.deepEqual(await resolved(words), paths);
  });
}

Deno.test("resolveSources() keeps addresses and standard input as they are named", async () => {
  assert.deepEqual(
    await resolveSources([
      "-",
      "HTTPS://Example.org/a b.gz",
      "http://example.org/c?token=secret",
    ]),
    [
      { kind: "stdin", name: "-" },
      {
        kind: "http",
        name: "HTTPS://Example.org/a b.gz",
        url: "https://example.org/a%20b.gz",
      },
      // Names go into reports: a query may hold a token.
      {
        kind: "http",
        name: "http://example.org/c",
        url: "http://example.org/c?token=secret",
      },
    ],
  );
});

Deno.test("resolveSources() gives a data set its address and its terms", async () => {
  const [source] = await resolveSources(["snap/com-amazon"]);
  assert.ok(source?.kind === "http");
  assert.equal(source.name, "snap/com-amazon");
  assert.equal(source.url, source.dataSet?.url);
  assert.match(source.dataSet!.family.terms, /cite/);
});

Deno.test("resolveSources() takes a file before a data set of the same name", async () => {
  await withFolder(async (folder) => {
    await mkdir(join(folder, "snap"));
    const name = "snap/com-amazon";
    await writeSource(folder, name, "1\t2\n");
    const before = Deno.cwd();
    Deno.chdir(folder);
    try {
      assert.deepEqual(await resolveSources([name]), [
        { kind: "file", name, path: name },
      ]);
    } finally {
      Deno.chdir(before);
    }
  });
});

const REFUSALS: [words: string[], message: string][] = [
  [
    ["DIR"],
    `Cannot read "DIR": it must be a readable file, got a folder`,
  ],
  [
    ["DIR/none.json"],
    `Cannot read "DIR/none.json": it must be a readable file, got no such file`,
  ],
  [
    ["DIR/none*.json"],
    `Cannot read "DIR/none*.json": a file must fit the pattern, got none`,
  ],
  [
    ["DIR/a.json", "DIR/*.json"],
    `Cannot read "DIR/a.json": it must be named once, got it twice`,
  ],
  [["-", "-"], `Cannot read "-": it must be named once, got it twice`],
  [
    ["snap/com-amazon", "snap/com-amazon"],
    `Cannot read "snap/com-amazon": it must be named once, got it twice`,
  ],
  [
    ["amazon-2014/electronic"],
    `Cannot read "amazon-2014/electronic": it must be a readable file or a data set, got neither; nearest amazon-2014/Electronics, amazon-2018/Electronics, amazon-2023/Electronics`,
  ],
  [
    ["snap/livejournal-and-others"],
    `Cannot read "snap/livejournal-and-others": it must be a readable file or a data set, got neither; known of snap are amazon0302, amazon0312, amazon0505, amazon0601, com-amazon`,
  ],
  [
    ["ftp://example.org/a.gz"],
    `Cannot read "ftp://example.org/a.gz": an address must begin with http:// or https://, got ftp://`,
  ],
  [
    ["https://"],
    `Cannot read "https://": the address must be whole, got one without a host`,
  ],
  [
    ["https://me:secret@example.org/a.gz"],
    `Cannot read "https://example.org/a.gz": the address must hold no password, got a user name or password`,
  ],
];

for (const [words, message] of REFUSALS) {
  Deno.test(`resolveSources() refuses ${words.join(" ")}`, async () => {
    await withFolder(async (folder) => {
      await writeSource(folder, "a.json", "{}");
      await assert.rejects(
        resolveSources(words.map((word) => word.replace("DIR", folder))),
        (error) => {
          assert.ok(error instanceof KindredError);
          assert.equal(error.message.replaceAll(folder, "DIR"), message);
          return true;
        },
      );
    });
  });
}
