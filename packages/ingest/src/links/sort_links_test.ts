import { createRandom } from "@kindred/core";
import assert from "node:assert/strict";
import { join } from "node:path";
import { withFolder } from "../_testing.ts";
import { LinkLog } from "./link_log.ts";
import { NO_ROW, sortLinks } from "./sort_links.ts";

type Link = [code: number, target: number, relations: number];
type Pair = [left: number, right: number, directions: number];

/** Oracle: a map by pair, sorted at the end. */
function pairsByMap(links: readonly Link[], rowOf: Uint32Array): Pair[] {
  const directions = new Map<string, Pair>();
  for (const [code, target, relations] of links) {
    const [a, b] = [rowOf[code]!, rowOf[target]!];
    if (a === NO_ROW || b === NO_ROW || a === b) continue;
    const [left, right] = [Math.min(a, b), Math.max(a, b)];
    const pair = directions.get(`${left} ${right}`) ?? [left, right, 0];
    for (let k = 0; k < 4; k++) {
      if (relations & 1 << k) pair[2] |= (a < b ? 1 : 2) << 2 * k;
    }
    directions.set(`${left} ${right}`, pair);
  }
  return [...directions.values()].sort((x, y) => x[0] - y[0] || x[1] - y[1]);
}

/** Sorts the links of codes below `rowOf.length`. */
async function sorted(
  links: readonly Link[],
  rowOf: Uint32Array,
  itemCount: number,
  memoryBytes: number,
): Promise<Pair[]> {
  const pairs: Pair[] = [];
  await withFolder((folder) => {
    const log = new LinkLog(join(folder, "links"));
    for (const [code, target, relations] of links) {
      log.add(code, Uint32Array.of(target), Uint8Array.of(relations), 1);
    }
    for (const chunk of sortLinks(log, rowOf, itemCount, memoryBytes)) {
      chunk.left.forEach((left, p) =>
        pairs.push([left, chunk.right[p]!, chunk.directions[p]!])
      );
    }
    log.close();
    return Promise.resolve();
  });
  return pairs;
}

/** Random links among random rows, some codes without one; one hub. */
function randomLinks(seed: number, linkCount: number) {
  const random = createRandom(seed);
  const codeCount = 2 + random.below(60);
  let itemCount = 0;
  const rowOf = new Uint32Array(codeCount).fill(NO_ROW);
  for (let code = codeCount - 1; code >= 0; code--) {
    if (random.below(5) > 0) rowOf[code] = itemCount++;
  }
  const links = Array.from({ length: linkCount }, (): Link => [
    random.below(2) === 0 ? 0 : random.below(codeCount),
    random.below(codeCount),
    1 + random.below(15),
  ]);
  return { rowOf, itemCount, links };
}

Deno.test("sortLinks() gives what a map gives, in one pass and in many", async () => {
  for (let seed = 1; seed <= 40; seed++) {
    const { rowOf, itemCount, links } = randomLinks(seed, 12 * seed);
    const expected = pairsByMap(links, rowOf);
    for (const memoryBytes of [0, 200, 1e6]) {
      assert.deepEqual(
        await sorted(links, rowOf, itemCount, memoryBytes),
        expected,
        `seed ${seed}, ${memoryBytes} bytes`,
      );
    }
  }
});

Deno.test("sortLinks() gives several chunks of many pairs", async () => {
  const codeCount = 600;
  const rowOf = Uint32Array.from({ length: codeCount }, (_, i) => i);
  const links: Link[] = [];
  for (let a = 0; a < codeCount; a++) {
    for (let b = codeCount - 1; b > a; b--) links.push([b, a, 2]);
  }
  const pairs = await sorted(links, rowOf, codeCount, 1e6);
  assert.equal(pairs.length, codeCount * (codeCount - 1) / 2);
  assert.deepEqual(pairs, pairsByMap(links, rowOf));
});

Deno.test("sortLinks() gives nothing where nothing is linked", async () => {
  assert.deepEqual(await sorted([], new Uint32Array(0), 0, 100), []);
  assert.deepEqual(
    await sorted([[0, 0, 1], [1, 0, 1]], Uint32Array.of(0, NO_ROW), 1, 100),
    [],
  );
});
