import { MODEL_FILES } from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import assert from "node:assert/strict";
import { readFile, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  basketProbability,
  ITEMS,
  probabilityOf,
  withModelFolder,
} from "./_model_folder_fixture.ts";
import { openModelFolder } from "./open_model_folder.ts";

Deno.test("openModelFolder() recommends the items that were built to fit", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model, { verify: true });
    const { items, engine, exact } = await recommender.similarItems("rice", {
      k: 3,
    });
    // The twine has the best score, but no pair ever trained it.
    assert.deepEqual(
      items.map(({ item }) => item.id),
      ["saffron", "ghee", "__proto__"],
    );
    assert.deepEqual([engine, exact], ["onnxruntime-node", true]);
    assert.deepEqual(items[0]!.item, ITEMS[1]);
    assert.ok(Math.abs(items[0]!.score! - probabilityOf(0, 1)) < 1e-6);
    assert.equal(recommender.info.itemCount, 6);
    assert.equal(recommender.info.dimensions, 2);
    assert.match(recommender.info.sha256!, /^[0-9a-f]{64}$/);
    assert.deepEqual(recommender.metrics, { rocAuc: 0.9 });
    await recommender.close();
    await recommender.close();
  }, { metrics: { rocAuc: 0.9 } });
});

Deno.test("openModelFolder() gives the same answers by every engine", async () => {
  await withModelFolder(async (model) => {
    const auto = await openModelFolder(model);
    assert.deepEqual(auto.info.engines, ["lists", "onnxruntime-node"]);
    const lists = await openModelFolder(model, {
      engine: "lists",
      preloadLists: true,
    });
    const onnx = await openModelFolder(model, {
      engine: "onnxruntime",
      threads: 1,
    });
    for (const { id } of ITEMS.filter(({ pairs }) => pairs > 0)) {
      const answers = await Promise.all(
        [auto, lists, onnx].map((recommender) =>
          recommender.similarItems(id, {
            k: 4,
            boost: [{ filter: { brands: ["Gardena"] }, factor: 3 }],
          })
        ),
      );
      assert.deepEqual(
        answers.map(({ engine }) => engine),
        ["lists", "lists", "onnxruntime-node"],
      );
      for (const { items, complete } of answers) {
        assert.ok(complete);
        for (const [i, { item, score }] of items.entries()) {
          assert.deepEqual(item, answers[0]!.items[i]!.item);
          assert.ok(Math.abs(score! - answers[0]!.items[i]!.score!) < 1e-6);
        }
      }
    }
    const basket = ["rice", { id: "hose/25 m", weight: 3 }];
    const [a, b] = [
      await auto.similarItems(basket),
      await lists.similarItems(basket),
    ];
    assert.deepEqual([a.engine, b.engine], ["onnxruntime-node", "lists"]);
    assert.deepEqual(
      a.items.map(({ item }) => item.id),
      b.items.map(({ item }) => item.id),
    );
    for (const { item, score } of a.items) {
      const expected = basketProbability(
        [{ row: 0, weight: 1 }, { row: 3, weight: 3 }],
        ITEMS.indexOf(ITEMS.find(({ id }) => id === item.id)!),
      );
      assert.ok(Math.abs(score! - expected) < 1e-6);
    }
    for (const recommender of [auto, lists, onnx]) await recommender.close();
  }, { lists: 5 });
});

Deno.test("openModelFolder() needs no graph for an item where there are lists", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model);
    const { items } = await recommender.similarItems("rice", { k: 2 });
    assert.equal(items[0]!.item.id, "saffron");
    // The graphs are damaged, which only a question for them finds.
    await assert.rejects(recommender.similarItems(["rice", "ghee"]), {
      name: "ArtifactError",
      path: join(model, MODEL_FILES.neighbours),
    });
    await recommender.close();
  }, {
    lists: 3,
    spoil: (directory) =>
      writeFile(join(directory, MODEL_FILES.neighbours), "no graph"),
  });
});

Deno.test("openModelFolder() explains by pairs, shared neighbours and rules", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model);
    const { items } = await recommender.similarItems(["rice", "hose/25 m"], {
      k: 3,
      pin: ["twine"],
      boost: [{ filter: { brands: ["Zaran"] }, factor: 2 }],
      explain: true,
    });
    const why = Object.fromEntries(
      items.map(({ item, why }) => [item.id, why!]),
    );
    assert.deepEqual(why.twine, {
      probability: null,
      known: [],
      shared: [],
      rules: [{ rule: "pinned" }],
    });
    assert.deepEqual(why.saffron!.known, [
      { id: "rice", weight: Math.fround(1.2) },
    ]);
    assert.deepEqual(why.saffron!.rules, [{ rule: "boosted", factor: 2 }]);
    assert.ok(why.saffron!.probability! < items[1]!.score!);
    // Neither the asked nor the explained is shared; the untrained never is.
    assert.deepEqual(
      why.saffron!.shared.map(({ id }) => id).sort(),
      ["__proto__", "ghee"],
    );
    await recommender.close();
  }, { lists: 5, pairs: true });
});

Deno.test("openModelFolder() refuses an engine that the model has not", async () => {
  await withModelFolder(async (model) => {
    for (const engine of ["lists", "index"] as const) {
      await assert.rejects(openModelFolder(model, { engine }), {
        name: "KindredError",
        message: `Cannot open "${
          join(model, "manifest.json")
        }": the model and this platform must have an engine of ${engine}, got files README.md, embed.onnx, items.index, items.ndjson, neighbours.onnx, score.onnx, weights.bin`,
      });
    }
  });
});

Deno.test("openModelFolder() says how to mend a model of an older format", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, "manifest.json");
    const manifest = JSON.parse(await readFile(path, "utf8"));
    for (const formatVersion of [1, 3]) {
      await writeFile(path, JSON.stringify({ ...manifest, formatVersion }));
      await assert.rejects(
        openModelFolder(model),
        formatVersion === 3 ? { name: "ArtifactVersionError", found: 3 } : {
          name: "ArtifactError",
          message:
            `Cannot read "${path}": models must be of format 2, got format 1; write it again with: kindred export RUN --out MODEL --force`,
        },
      );
    }
  });
});

Deno.test("openModelFolder() gives null where there are no metrics", async () => {
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model);
    assert.equal(recommender.metrics, null);
    await recommender.close();
  });
});

Deno.test("openModelFolder() follows a file named latest", async () => {
  await withModelFolder(async (model, parent) => {
    await rename(model, join(parent, "v2"));
    await writeFile(join(parent, "latest"), "v2\n");
    const recommender = await openModelFolder(parent);
    assert.equal(recommender.itemCount, 6);
    await recommender.close();
  });
});

Deno.test("openModelFolder() refuses a latest that leads elsewhere", async () => {
  await withModelFolder(async (_, parent) => {
    const path = join(parent, "latest");
    for (const name of ["../model", "..", "", "/etc", "a\nb"]) {
      await writeFile(path, name);
      await assert.rejects(openModelFolder(parent), {
        name: "ArtifactError",
        path,
        message:
          `Cannot read "${path}": it must hold the name of a folder beside it, got ${
            JSON.stringify(name)
          }`,
      });
    }
    await writeFile(path, "v9");
    await assert.rejects(openModelFolder(parent), {
      path: join(parent, "v9", "manifest.json"),
    });
  });
});

Deno.test("openModelFolder() throws ArtifactError naming a file cut short or missing", async () => {
  for (
    const name of ["weights.bin", "items.ndjson", "items.index", "score.onnx"]
  ) {
    await withModelFolder(async (model) => {
      const path = join(model, name);
      await truncate(path, 40);
      const refusal = { name: "ArtifactError", path };
      await assert.rejects(openModelFolder(model), refusal);
      await rm(path);
      await assert.rejects(openModelFolder(model), refusal);
    });
  }
});

Deno.test("openModelFolder() searches by the model's index of words, or by one of its own", async () => {
  const answers: string[][][] = [];
  for (const searchIndex of [true, false]) {
    await withModelFolder(async (model) => {
      const recommender = await openModelFolder(model);
      const queries = ["safron", "rice", "HOSE", "nothing", "hose/25 m", "jut"];
      const found = await Promise.all(
        queries.map((query) => recommender.searchItems(query)),
      );
      answers.push(found.map((items) => items.map(({ id }) => id)));
      await recommender.close();
    }, { searchIndex });
  }
  assert.deepEqual(
    answers,
    [0, 1].map(() => [
      ["saffron"],
      ["rice"],
      ["hose/25 m"],
      [],
      ["hose/25 m"],
      ["twine"],
    ]),
  );
});

Deno.test("openModelFolder() refuses a damaged index of words, naming it", async () => {
  const spoilt = (change: (bytes: Uint8Array) => Uint8Array) => ({
    searchIndex: true,
    spoil: async (directory: string) => {
      const path = join(directory, MODEL_FILES.searchIndex);
      await writeFile(path, change(await readFile(path)));
    },
  });
  const cut = (bytes: Uint8Array) => bytes.subarray(0, -1);
  await withModelFolder(async (model) => {
    await assert.rejects(openModelFolder(model), {
      name: "ArtifactError",
      path: join(model, MODEL_FILES.searchIndex),
    });
  }, spoilt(cut));
  // In the dictionary: what a search, or prepare(), finds.
  const garbled = (bytes: Uint8Array) => bytes.fill(0xff, 80, 120);
  await withModelFolder(async (model) => {
    const recommender = await openModelFolder(model);
    const refusal = {
      name: "ArtifactError",
      path: join(model, MODEL_FILES.searchIndex),
    };
    await assert.rejects(recommender.prepare(), refusal);
    await assert.rejects(recommender.searchItems("rice"), refusal);
    await recommender.close();
  }, spoilt(garbled));
});

Deno.test("openModelFolder() finds a flipped byte if verify is true", async () => {
  await withModelFolder(async (model) => {
    const path = join(model, MODEL_FILES.weights);
    const bytes = await readFile(path);
    bytes[7]! ^= 1;
    await writeFile(path, bytes);
    await assert.rejects(openModelFolder(model, { verify: true }), {
      name: "ArtifactError",
      path,
    });
  });
});

Deno.test("openModelFolder() throws ArtifactError if the manifest lists no items", async () => {
  await withModelFolder(async (model) => {
    await assert.rejects(openModelFolder(model), {
      name: "ArtifactError",
      message: `Cannot read "${
        join(model, "items.index")
      }": a model's manifest must list it, got README.md, embed.onnx, items.ndjson, neighbours.onnx, score.onnx, weights.bin`,
    });
  }, { spoil: (directory) => rm(join(directory, MODEL_FILES.itemsIndex)) });
});

Deno.test("openModelFolder() throws ArtifactError if the manifest has no counts", async () => {
  await withModelFolder(async (model) => {
    await assert.rejects(openModelFolder(model), {
      name: "ArtifactError",
      message: `Cannot read "${
        join(model, "manifest.json")
      }": a model's manifest must count its dimensions, a whole number >= 1, got undefined`,
    });
  }, { counts: { items: 6 } });
});

Deno.test("openModelFolder() throws ArtifactError if the folder holds another kind", async () => {
  await withModelFolder(async (_, parent) => {
    const run = join(parent, "run");
    await writeArtifact(
      run,
      { kind: "run", options: {}, inputs: [] },
      () => Promise.resolve({}),
    );
    await assert.rejects(openModelFolder(run), {
      name: "ArtifactError",
      message: `Cannot read "${run}": it must hold a model, got a run`,
    });
  });
});
