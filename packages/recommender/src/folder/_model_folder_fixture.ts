// A model folder small enough to check by hand, for tests only: the graphs are
// built here, so that the tests do not lean on the exporter that they judge.
import { create, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import {
  encodeItemsIndexHeader,
  encodeListsHeader,
  encodePairsHeader,
  itemsIndexLayout,
  itemsTableSize,
  listsLayout,
  MODEL_FILES,
  MODEL_TENSORS,
  type ModelItem,
  NO_NEIGHBOUR,
  pairsLayout,
  placeOfId,
  SearchIndexBuilder,
} from "@kindred/core";
import { writeArtifact } from "@kindred/core/artifact";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AttributeProto_AttributeType,
  type GraphProtoSchema,
  ModelProtoSchema,
  type NodeProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
  type TensorProtoSchema,
  type ValueInfoProtoSchema,
} from "onnx-buf";

type Node = MessageInitShape<typeof NodeProtoSchema>;
type Value = MessageInitShape<typeof ValueInfoProtoSchema>;
type Initializer = MessageInitShape<typeof TensorProtoSchema>;
type Graph = MessageInitShape<typeof GraphProtoSchema>;

const { FLOAT, INT64 } = TensorProto_DataType;
const T = MODEL_TENSORS;

/**
 * Vectors by row, two numbers each. Rice, saffron and ghee point the same way,
 * hose and rake another; the twine, untrained, would beat them all.
 */
export const VECTORS: readonly (readonly [number, number])[] = [
  [1, 0],
  [2, 0.5],
  [1.5, -0.5],
  [-1, 2],
  [-0.5, 3],
  [9, 9],
];

/** The items of the fixture; row i has `VECTORS[i]`. */
export const ITEMS: readonly ModelItem[] = [
  ["rice", "Basmati rice", "Tilda", 4.5, 3],
  ["saffron", "Saffron threads", "Zaran", 9, 2],
  ["ghee", "Ghee", null, null, 2],
  ["hose/25 m", "Garden hose", "Gardena", 30, 1],
  ["__proto__", null, null, null, 1],
  ["twine", "Jute twine", null, 2, 0],
].map(([id, title, brand, price, pairs]) => (
  { id, title, brand, price, categories: ["Shop"], pairs } as ModelItem
));

/** The model's probability of a pair of rows, in plain arithmetic. */
export function probabilityOf(left: number, right: number): number {
  const [a, b] = [VECTORS[left]!, VECTORS[right]!];
  return 1 / (1 + Math.exp(-(a[0] * b[0] + a[1] * b[1])));
}

/** The model's probability that a row goes with a basket, in plain arithmetic. */
export function basketProbability(
  basket: readonly { row: number; weight: number }[],
  other: number,
): number {
  const whole = basket.reduce((sum, { weight }) => sum + weight, 0);
  const logit = basket.reduce((sum, { row, weight }) => {
    const p = probabilityOf(row, other);
    return sum + weight / whole * Math.log(p / (1 - p));
  }, 0);
  return 1 / (1 + Math.exp(-logit));
}

/** All other trained rows by falling probability. */
export function neighboursOf(row: number): number[] {
  return ITEMS.map((_, other) => other)
    .filter((other) => other !== row && ITEMS[other]!.pairs > 0)
    .sort((a, b) => probabilityOf(row, b) - probabilityOf(row, a));
}

/** Training pairs of the model, with their weights. */
export const PAIRS: readonly (readonly [number, number, number])[] = [
  [0, 1, 1.2],
  [0, 2, 2.2],
  [0, 3, 0.5],
  [1, 2, 1],
  [3, 4, 1],
];

/** Writes the files of the model into `directory`, without a manifest. */
export async function writeModelFiles(
  directory: string,
  metrics?: unknown,
): Promise<void> {
  const path = (name: string) => join(directory, name);
  await writeFile(path(MODEL_FILES.embed), embedGraph());
  await writeFile(path(MODEL_FILES.score), scoreGraph());
  await writeFile(path(MODEL_FILES.neighbours), neighboursGraph());
  await writeFile(
    path(MODEL_FILES.weights),
    new Uint8Array(Float32Array.from(VECTORS.flat()).buffer),
  );
  await writeFile(
    path(MODEL_FILES.items),
    ITEMS.map((item) => JSON.stringify(item) + "\n").join(""),
  );
  await writeFile(path(MODEL_FILES.itemsIndex), itemsIndex());
  await writeFile(path(MODEL_FILES.card), "# A model\n");
  if (metrics !== undefined) {
    await writeFile(path(MODEL_FILES.metrics), JSON.stringify(metrics));
  }
}

/** Settings of {@linkcode withModelFolder}. */
export interface ModelFolderOptions {
  /** Changes the files before the manifest is written. */
  spoil?: (directory: string) => Promise<void>;
  /** What the manifest counts. Default what is there. */
  counts?: Record<string, number>;
  /** What `metrics.json` holds. Default no such file. */
  metrics?: unknown;
  /** Neighbours of each list. Default no lists. */
  lists?: number;
  /** Whether it tells its training pairs. Default false. */
  pairs?: boolean;
  /** Whether it brings its index of words along. Default false. */
  searchIndex?: boolean;
}

/** Hands a new model folder to `use`, inside a folder that is removed afterwards. */
export async function withModelFolder(
  use: (model: string, parent: string) => Promise<void>,
  options: ModelFolderOptions = {},
): Promise<void> {
  const parent = await mkdtemp(join(tmpdir(), "kindred-recommender-"));
  const model = join(parent, "model");
  try {
    await writeArtifact(
      model,
      { kind: "model", options: {}, inputs: [] },
      async (staging) => {
        await writeModelFiles(staging, options.metrics);
        if (options.lists !== undefined) {
          await writeFile(
            join(staging, MODEL_FILES.lists),
            listsFile(options.lists),
          );
        }
        if (options.pairs) {
          await writeFile(join(staging, MODEL_FILES.pairs), pairsFile());
        }
        if (options.searchIndex) {
          const builder = new SearchIndexBuilder(ITEMS.length);
          for (const item of ITEMS) builder.add(item);
          const path = join(staging, MODEL_FILES.searchIndex);
          await writeFile(path, await builder.finish());
        }
        await options.spoil?.(staging);
        return options.counts ?? { items: ITEMS.length, dimensions: 2 };
      },
    );
    await use(model, parent);
  } finally {
    await rm(parent, { recursive: true, force: true });
  }
}

function itemsIndex(): Uint8Array {
  const itemCount = ITEMS.length;
  const tableSize = itemsTableSize(itemCount);
  const layout = itemsIndexLayout({ itemCount, tableSize });
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeItemsIndexHeader({ itemCount, tableSize }));
  const view = new DataView(bytes.buffer);
  let end = 0;
  for (const [row, item] of ITEMS.entries()) {
    end += new TextEncoder().encode(JSON.stringify(item) + "\n").length;
    view.setBigUint64(layout.offsets + 8 * (row + 1), BigInt(end), true);
    view.setUint32(layout.pairs + 4 * row, item.pairs, true);
    let place = placeOfId(item.id, tableSize);
    while (view.getUint32(layout.table + 4 * place, true) !== 0) {
      place = (place + 1) % tableSize;
    }
    view.setUint32(layout.table + 4 * place, row + 1, true);
  }
  return bytes;
}

function listsFile(n: number): Uint8Array {
  const shape = { itemCount: ITEMS.length, n };
  const layout = listsLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodeListsHeader(shape));
  const view = new DataView(bytes.buffer);
  for (const [row, { pairs }] of ITEMS.entries()) {
    const list = pairs === 0 ? [] : neighboursOf(row);
    for (let place = 0; place < n; place++) {
      const at = row * layout.list + 4 * place;
      const other = list[place];
      view.setUint32(layout.rows + at, other ?? NO_NEIGHBOUR, true);
      view.setFloat32(
        layout.probabilities + at,
        other === undefined ? 0 : probabilityOf(row, other),
        true,
      );
    }
  }
  return bytes;
}

function pairsFile(): Uint8Array {
  const partners = ITEMS.map((_, row) =>
    PAIRS.flatMap(([left, right, weight]) =>
      left === row
        ? [{ other: right, weight }]
        : right === row
        ? [{ other: left, weight }]
        : []
    ).sort((a, b) => a.other - b.other)
  );
  const shape = { itemCount: ITEMS.length, partnerCount: 2 * PAIRS.length };
  const layout = pairsLayout(shape);
  const bytes = new Uint8Array(layout.bytes);
  bytes.set(encodePairsHeader(shape));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [row, all] of partners.entries()) {
    for (const { other, weight } of all) {
      view.setUint32(layout.rows + 4 * at, other, true);
      view.setFloat32(layout.weights + 4 * at++, weight, true);
    }
    view.setUint32(layout.starts + 4 * (row + 1), at, true);
  }
  return bytes;
}

function embedGraph(): Uint8Array {
  return encode({
    input: [value(T.item, INT64, "batch")],
    output: [value(T.vector, FLOAT, "batch", 2)],
    node: [node("Gather", ["vectors", T.item], [T.vector])],
    initializer: [vectorTable()],
  });
}

function scoreGraph(): Uint8Array {
  return encode({
    input: [value(T.left, INT64, "batch"), value(T.right, INT64, "batch")],
    output: [value(T.probability, FLOAT, "batch")],
    node: [
      node("Gather", ["vectors", T.left], ["a"]),
      node("Gather", ["vectors", T.right], ["b"]),
      node("Mul", ["a", "b"], ["products"]),
      node("ReduceSum", ["products", "last_axis"], ["logit"], { keepdims: 0 }),
      node("Sigmoid", ["logit"], [T.probability]),
    ],
    initializer: [vectorTable(), {
      name: "last_axis",
      dataType: INT64,
      dims: [1n],
      int64Data: [1n],
    }],
  });
}

function neighboursGraph(): Uint8Array {
  return encode({
    input: [
      value(T.item, INT64, "batch", "basket"),
      value(T.weight, FLOAT, "batch", "basket"),
      value(T.excluded, INT64, "batch", "excluded"),
      value(T.k, INT64, 1),
    ],
    output: [
      value(T.neighbour, INT64, "batch", "k"),
      value(T.neighbourProbability, FLOAT, "batch", "k"),
    ],
    node: [
      node("ReduceSum", [T.weight, "axis_1"], ["whole"], { keepdims: 1 }),
      node("Div", [T.weight, "whole"], ["share"]),
      node("Unsqueeze", ["share", "axis_1"], ["share_row"]),
      node("Gather", ["vectors", T.item], ["basket_vectors"]),
      node("MatMul", ["share_row", "basket_vectors"], ["mean_row"]),
      node("Squeeze", ["mean_row", "axis_1"], ["query"]),
      node("Transpose", ["vectors"], ["columns"]),
      node("MatMul", ["query", "columns"], ["logits"]),
      node("Add", ["logits", "trained"], ["scores"]),
      node("Concat", [T.item, T.excluded], ["out"], { axis: 1 }),
      node("Shape", ["out"], ["out_shape"]),
      node("Expand", ["never", "out_shape"], ["nevers"]),
      node("ScatterElements", ["scores", "out", "nevers"], ["candidates"], {
        axis: 1,
      }),
      node("TopK", ["candidates", T.k], ["best", T.neighbour]),
      node("Sigmoid", ["best"], [T.neighbourProbability]),
    ],
    initializer: [vectorTable(), {
      name: "axis_1",
      dataType: INT64,
      dims: [1n],
      int64Data: [1n],
    }, {
      name: "never",
      dataType: FLOAT,
      dims: [1n],
      floatData: [-Infinity],
    }, {
      name: "trained",
      dataType: FLOAT,
      dims: [BigInt(ITEMS.length)],
      floatData: ITEMS.map(({ pairs }) => pairs === 0 ? -Infinity : 0),
    }],
  });
}

function encode(graph: Graph): Uint8Array {
  return toBinary(
    ModelProtoSchema,
    create(ModelProtoSchema, {
      irVersion: 8n,
      opsetImport: [{ domain: "", version: 17n }],
      graph: { name: "fixture", ...graph } as Graph,
    }),
  );
}

function node(
  opType: string,
  input: string[],
  output: string[],
  attributes: Record<string, number> = {},
): Node {
  return {
    opType,
    input,
    output,
    attribute: Object.entries(attributes).map(([name, i]) => ({
      name,
      type: AttributeProto_AttributeType.INT,
      i: BigInt(i),
    })),
  };
}

function value(
  name: string,
  elemType: number,
  ...shape: (string | number)[]
): Value {
  const dim = shape.map((length) => ({
    value: typeof length === "string"
      ? { case: "dimParam" as const, value: length }
      : { case: "dimValue" as const, value: BigInt(length) },
  }));
  return {
    name,
    type: {
      value: { case: "tensorType", value: { elemType, shape: { dim } } },
    },
  };
}

/** The vectors, which are in the external data file. */
function vectorTable(): Initializer {
  return {
    name: "vectors",
    dataType: FLOAT,
    dims: [BigInt(VECTORS.length), 2n],
    dataLocation: TensorProto_DataLocation.EXTERNAL,
    externalData: [
      { key: "location", value: MODEL_FILES.weights },
      { key: "offset", value: "0" },
      { key: "length", value: String(VECTORS.length * 2 * 4) },
    ],
  };
}
