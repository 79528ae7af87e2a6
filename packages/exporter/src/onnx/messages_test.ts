import { fromBinary } from "@bufbuild/protobuf";
import assert from "node:assert/strict";
import {
  AttributeProto_AttributeType,
  ModelProtoSchema,
  TensorProto_DataLocation,
  TensorProto_DataType,
} from "onnx-buf";
import {
  constant,
  encodeModel,
  externalTensor,
  node,
  tensorType,
} from "./messages.ts";

Deno.test("node() names an operator, its inputs, outputs and whole-number attributes", () => {
  const { opType, name, input, output, attribute } = node(
    "TopK",
    ["scores", "k"],
    ["best", "rows"],
    { axis: 1, sorted: 0 },
  );
  assert.equal(opType, "TopK");
  assert.equal(name, "best");
  assert.deepEqual(input, ["scores", "k"]);
  assert.deepEqual(output, ["best", "rows"]);
  assert.deepEqual(
    attribute.map(({ name, type, i }) => [name, type, i]),
    [
      ["axis", AttributeProto_AttributeType.INT, 1n],
      ["sorted", AttributeProto_AttributeType.INT, 0n],
    ],
  );
  assert.deepEqual(node("Add", ["a", "b"], ["c"]).attribute, []);
});

Deno.test("node() takes lists of whole numbers for attributes", () => {
  const { attribute: [perm] } = node("Transpose", ["a"], ["b"], {
    perm: [1, 0],
  });
  assert.equal(perm!.type, AttributeProto_AttributeType.INTS);
  assert.deepEqual(perm!.ints, [1n, 0n]);
});

Deno.test("encodeModel() keeps the tensors that a node takes, and names the operators' sets", () => {
  const parts = {
    name: "graph",
    doc: "Multiplies.",
    inputs: [tensorType("x", "float32", ["batch", 32])],
    outputs: [tensorType("y", "float32", ["batch", 1])],
    tensors: [
      constant("levels", new Uint8Array(16), [1, 1, 16]),
      constant("unused", Float32Array.of(1)),
      constant("steps", Float32Array.of(1), [1, 1]),
    ],
    nodes: [
      node("MatMulNBits", ["x", "levels", "steps"], ["y"], { K: 32, N: 1 }),
    ],
  };
  const { graph, opsetImport } = fromBinary(
    ModelProtoSchema,
    encodeModel(parts, { name: "test", version: "1" }, {}),
  );
  assert.deepEqual(
    graph!.initializer.map(({ name, dataType }) => [name, dataType]),
    [
      ["levels", TensorProto_DataType.UINT8],
      ["steps", TensorProto_DataType.FLOAT],
    ],
  );
  assert.equal(graph!.node[0]!.domain, "com.microsoft");
  assert.deepEqual(
    opsetImport.map(({ domain, version }) => [domain, version]),
    [["", 18n], ["com.microsoft", 1n]],
  );
});

Deno.test("tensorType() tells free dimensions from fixed ones", () => {
  const { name, type } = tensorType("vector", "float32", ["batch", 4]);
  assert.equal(name, "vector");
  assert.ok(type?.value.case === "tensorType");
  assert.equal(type.value.value.elemType, TensorProto_DataType.FLOAT);
  assert.deepEqual(
    type.value.value.shape?.dim.map(({ value }) => [value.case, value.value]),
    [["dimParam", "batch"], ["dimValue", 4n]],
  );
  const rows = tensorType("item", "int64", []).type;
  assert.ok(rows?.value.case === "tensorType");
  assert.equal(rows.value.value.elemType, TensorProto_DataType.INT64);
  assert.deepEqual(rows.value.value.shape?.dim, []);
});

Deno.test("constant() keeps its values, of a view too, in the graph", () => {
  const all = Float32Array.of(7, 1.5, -2, 7);
  const floats = constant("c", all.subarray(1, 3));
  assert.equal(floats.dataType, TensorProto_DataType.FLOAT);
  assert.deepEqual(floats.dims, [2n]);
  assert.deepEqual(
    [...new Float32Array(floats.rawData.slice().buffer)],
    [1.5, -2],
  );
  const whole = constant("axis", BigInt64Array.of(-1n), []);
  assert.equal(whole.dataType, TensorProto_DataType.INT64);
  assert.deepEqual(whole.dims, []);
  assert.deepEqual(
    [...new BigInt64Array(whole.rawData.slice().buffer)],
    [-1n],
  );
});

Deno.test("externalTensor() says where its values lie", () => {
  const tensor = externalTensor("table", "float32", [3, 4], {
    file: "weights.bin",
    offset: 4096,
    length: 48,
  });
  assert.equal(tensor.dataType, TensorProto_DataType.FLOAT);
  assert.equal(tensor.dataLocation, TensorProto_DataLocation.EXTERNAL);
  assert.deepEqual(tensor.dims, [3n, 4n]);
  assert.equal(tensor.rawData.length, 0);
  assert.deepEqual(
    tensor.externalData.map(({ key, value }) => [key, value]),
    [["location", "weights.bin"], ["offset", "4096"], ["length", "48"]],
  );
});

Deno.test("encodeModel() gives a file that reads back as it was put together", () => {
  const parts = {
    name: "graph",
    doc: "Adds one.",
    inputs: [tensorType("x", "float32", ["batch"])],
    outputs: [tensorType("y", "float32", ["batch"])],
    tensors: [constant("one", Float32Array.of(1))],
    nodes: [node("Add", ["x", "one"], ["y"])],
  };
  const producer = { name: "kindred", version: "1.2.3" };
  const bytes = encodeModel(parts, producer, { "kindred.items": "5" });
  assert.deepEqual(
    bytes,
    encodeModel(parts, producer, { "kindred.items": "5" }),
  );
  const model = fromBinary(ModelProtoSchema, bytes);
  assert.equal(model.irVersion, 8n);
  assert.deepEqual(
    model.opsetImport.map(({ domain, version }) => [domain, version]),
    [["", 18n]],
  );
  assert.equal(model.producerName, "kindred");
  assert.equal(model.producerVersion, "1.2.3");
  assert.equal(model.docString, "Adds one.");
  assert.deepEqual(
    model.metadataProps.map(({ key, value }) => [key, value]),
    [["kindred.items", "5"]],
  );
  assert.equal(model.graph?.name, "graph");
  assert.deepEqual(model.graph.input, parts.inputs);
  assert.deepEqual(model.graph.output, parts.outputs);
  assert.deepEqual(model.graph.initializer, parts.tensors);
  assert.deepEqual(model.graph.node, parts.nodes);
});
