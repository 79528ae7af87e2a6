import assert from "node:assert/strict";
import { PRODUCTS, worldModel, WORLDS } from "../_testing.ts";
import { type ItemMap, itemMaps, type MapPoint } from "./item_map.ts";

const trained = Uint32Array.from({ length: WORLDS.itemCount }, (_, i) => i);
const models = [{ name: "run", model: worldModel(1, 1.5) }];
const options = {
  trained,
  products: PRODUCTS,
  seed: 1,
  pause: () => Promise.resolve(),
};

Deno.test("itemMaps() puts the items of each of two worlds on an island", async () => {
  const [map] = await itemMaps(models, options);
  assert.deepEqual(map!.groups, {
    by: "category",
    names: ["Nuts & <seeds>", "Tea"],
  });
  assert.equal(map!.points.length, WORLDS.itemCount);
  // Whoever is nearest is of the same world, for every item.
  for (const point of map!.points) {
    assert.equal(nearest(map!, point).group, point.group);
  }
});

Deno.test("itemMaps() gives the same map again, another by another seed", async () => {
  const places = ([map]: ItemMap[]) => map!.points.map(({ x, y }) => [x, y]);
  const first = places(await itemMaps(models, options));
  assert.deepEqual(places(await itemMaps(models, options)), first);
  assert.notDeepEqual(
    places(await itemMaps(models, { ...options, seed: 2 })),
    first,
  );
});

Deno.test("itemMaps() shows trained items only, the same ones on each map", async () => {
  const few = trained.filter((item) => item % 3 === 0);
  const maps = await itemMaps(
    [...models, { name: "other", model: worldModel(2, 3) }],
    { ...options, trained: few },
  );
  assert.deepEqual(maps.map(({ run }) => run), ["run", "other"]);
  for (const { points } of maps) {
    // Every third item has no title and is shown by its id.
    assert.deepEqual(
      points.map(({ name }) => name),
      Array.from(few, (item) => `ID-${item}`),
    );
  }
});

Deno.test("itemMaps() numbers items of no catalogue, and draws none of three", async () => {
  const [map] = await itemMaps(models, { ...options, products: null });
  assert.equal(map!.points[1]!.name, "item 1");
  assert.deepEqual(map!.groups, { by: null, names: [] });
  const three = { ...options, trained: trained.slice(0, 3) };
  assert.deepEqual(await itemMaps(models, three), []);
});

Deno.test("itemMaps() places items that are all alike", async () => {
  const model = worldModel(1, 0);
  model.embeddings.values.fill(1);
  const [map] = await itemMaps([{ name: "flat", model }], options);
  assert.ok(map!.points.every(({ x, y }) => Number.isFinite(x + y)));
});

Deno.test("itemMaps() stops when it is told to", async () => {
  const pause = () => Promise.reject(new Error("told to"));
  await assert.rejects(itemMaps(models, { ...options, pause }), /^Error: told/);
});

function nearest({ points }: ItemMap, point: MapPoint): MapPoint {
  const distance = (other: MapPoint) =>
    Math.hypot(other.x - point.x, other.y - point.y);
  return points.filter((other) => other !== point)
    .reduce((a, b) => distance(b) < distance(a) ? b : a);
}
