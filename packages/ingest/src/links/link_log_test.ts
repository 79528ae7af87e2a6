import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { LinkLog, MAX_CODES } from "./link_log.ts";

type Link = [code: number, target: number, relations: number];

/** Everything the log holds, in order. */
function linksOf(log: LinkLog): Link[] {
  const links: Link[] = [];
  log.forEach((...link) => links.push(link));
  return links;
}

Deno.test("LinkLog gives back what was added, as often as it is asked", () =>
  withFolder((folder) => {
    const log = new LinkLog(join(folder, "links"));
    const last = MAX_CODES - 1;
    log.add(7, Uint32Array.of(0, last, 9), Uint8Array.of(1, 15, 8), 2);
    log.add(8, Uint32Array.of(1), Uint8Array.of(1), 0);
    log.add(last, Uint32Array.of(7), Uint8Array.of(4), 1);
    const expected: Link[] = [[7, 0, 1], [7, last, 15], [last, 7, 4]];
    assert.deepEqual(linksOf(log), expected);
    assert.deepEqual(linksOf(log), expected);
    log.close();
    return Promise.resolve();
  }));

Deno.test("LinkLog without a link visits nothing and makes no file", () =>
  withFolder(async (folder) => {
    const log = new LinkLog(join(folder, "links"));
    assert.deepEqual(linksOf(log), []);
    log.close();
    assert.deepEqual(await readdir(folder), []);
  }));

Deno.test("LinkLog keeps more than a block in its file, records whole", () =>
  withFolder(async (folder) => {
    const log = new LinkLog(join(folder, "links"));
    // A record longer than a block, and shorter ones that cross borders.
    const lengths = [5, (1 << 20) + 3, 700_000, 700_000, 1, 2];
    const targets = Uint32Array.from(
      { length: Math.max(...lengths) },
      (_, k) => k * 3,
    );
    const relations = Uint8Array.from(targets, (_, k) => 1 + k % 15);
    for (const [code, length] of lengths.entries()) {
      log.add(code, targets, relations, length);
    }
    assert.deepEqual(await readdir(folder), ["links"]);
    for (let pass = 0; pass < 2; pass++) {
      const seen = new Array<number>(lengths.length).fill(0);
      log.forEach((code, target, relation) => {
        const k = seen[code]!++;
        if (target !== k * 3 || relation !== 1 + k % 15) assert.fail(`${code}`);
      });
      assert.deepEqual(seen, lengths);
    }
    log.close();
  }));

Deno.test("LinkLog throws KindredError for a code that it cannot hold", () =>
  withFolder((folder) => {
    const log = new LinkLog(join(folder, "links"));
    for (const [code, target] of [[MAX_CODES, 0], [0, MAX_CODES]] as const) {
      assert.throws(
        () => log.add(code, Uint32Array.of(target), Uint8Array.of(1), 1),
        {
          name: "KindredError",
          message:
            "Cannot keep what records name: there must be at most 268435456 ids, got more",
        },
      );
    }
    assert.deepEqual(linksOf(log), []);
    return Promise.resolve();
  }));

Deno.test("LinkLog throws if its file cannot be made", () =>
  withFolder((folder) => {
    const log = new LinkLog(join(folder, "none", "links"));
    const many = new Uint32Array((1 << 20) - 2);
    log.add(0, many, new Uint8Array(many.length), many.length);
    assert.throws(
      () => log.add(1, many, new Uint8Array(many.length), 1),
      { code: "ENOENT" },
    );
    return Promise.resolve();
  }));
