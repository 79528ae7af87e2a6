import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { ignoreWithout, randomModel, withFolder } from "../_testing.ts";
import { readWord2vecText } from "../import/read_word2vec_text.ts";
import { writeNpy } from "./write_npy.ts";
import { writeWord2vec } from "./write_word2vec.ts";

Deno.test("writeWord2vec() writes numbers that read back the same, to the last bit", () =>
  withFolder(async (folder) => {
    const { embeddings: table } = randomModel(3000, 40);
    table.values.set([0, -1, 1e-45, 3.4028234663852886e38, 16_777_217, 0.1]);
    const ids = Array.from({ length: 3000 }, (_, i) => `饭-${i}`);
    const path = join(folder, "v.txt");
    await writeWord2vec(path, table, ids);
    assert.deepEqual(await readWord2vecText(path), { table, ids });
  }));

Deno.test("writeWord2vec() and writeNpy() throw KindredError for ids that would be several", () =>
  withFolder(async (folder) => {
    const { embeddings } = randomModel(2, 1);
    const path = join(folder, "v");
    await assert.rejects(writeWord2vec(path, embeddings, ["a", "b c"]), {
      name: "KindredError",
      message:
        'Cannot write word2vec text: ids must be without white space, got "b c"',
    });
    await assert.rejects(
      writeNpy(path, path + "-ids", embeddings, ["a", "b\nc"]),
      {
        name: "KindredError",
        message:
          'Cannot write ids as lines: they must be without line ends, got "b\\nc"',
      },
    );
  }));

const hasGensim = spawnSync("python3", ["-c", "import gensim"]).status === 0;

Deno.test({
  name: "gensim reads what writeWord2vec() writes",
  ignore: ignoreWithout(hasGensim, "no python3 with the gensim package here"),
  fn: () =>
    withFolder(async (folder) => {
      const { embeddings } = randomModel(20, 5);
      const ids = Array.from({ length: 20 }, (_, i) => `id-${i}`);
      const path = join(folder, "v.txt");
      await writeWord2vec(path, embeddings, ids);
      const { status, stdout, stderr } = spawnSync("python3", [
        "-c",
        `import json, sys
from gensim.models import KeyedVectors
v = KeyedVectors.load_word2vec_format(sys.argv[1])
print(json.dumps([v.index_to_key, v.vectors.flatten().tolist()]))`,
        path,
      ], { encoding: "utf8" });
      assert.equal(status, 0, stderr);
      assert.deepEqual(JSON.parse(stdout), [ids, [...embeddings.values]]);
    }),
});
