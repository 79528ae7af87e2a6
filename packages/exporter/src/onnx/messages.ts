import { create, toBinary } from "@bufbuild/protobuf";
import {
  type AttributeProto,
  AttributeProto_AttributeType,
  AttributeProtoSchema,
  GraphProtoSchema,
  ModelProtoSchema,
  type NodeProto,
  NodeProtoSchema,
  OperatorSetIdProtoSchema,
  StringStringEntryProtoSchema,
  type TensorProto,
  TensorProto_DataLocation,
  TensorProto_DataType,
  TensorProtoSchema,
  TensorShapeProto_DimensionSchema,
  TensorShapeProtoSchema,
  TypeProto_TensorSchema,
  TypeProtoSchema,
  type ValueInfoProto,
  ValueInfoProtoSchema,
} from "onnx-buf";

// Small makers of ONNX messages: what an ONNX file is made of, and no more.

/** Types of tensor that our graphs use. */
export type TensorType = "float32" | "int64";

const DATA_TYPES = {
  float32: TensorProto_DataType.FLOAT,
  int64: TensorProto_DataType.INT64,
} as const;

/** Version of the ONNX operators used: 18 has the reductions with axes as inputs. */
const OPSET = 18n;

/** Version of the file format that goes with {@linkcode OPSET}. */
const IR_VERSION = 8n;

/** Returns an operator. */
export function node(
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, number> = {},
): NodeProto {
  return create(NodeProtoSchema, {
    opType: operator,
    name: outputs[0],
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).map(([name, value]) =>
      create(AttributeProtoSchema, {
        name,
        type: AttributeProto_AttributeType.INT,
        i: BigInt(value),
      }) as AttributeProto
    ),
  });
}

/** Returns the type of a graph's input or output; a text names a free dimension. */
export function tensorType(
  name: string,
  type: TensorType,
  shape: (number | string)[],
): ValueInfoProto {
  const dim = shape.map((length) =>
    create(TensorShapeProto_DimensionSchema, {
      value: typeof length === "string"
        ? { case: "dimParam", value: length }
        : { case: "dimValue", value: BigInt(length) },
    })
  );
  return create(ValueInfoProtoSchema, {
    name,
    type: create(TypeProtoSchema, {
      value: {
        case: "tensorType",
        value: create(TypeProto_TensorSchema, {
          elemType: DATA_TYPES[type],
          shape: create(TensorShapeProtoSchema, { dim }),
        }),
      },
    }),
  });
}

/** Returns a small constant that is kept in the graph itself. */
export function constant(
  name: string,
  values: Float32Array | BigInt64Array,
  shape: number[] = [values.length],
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: values instanceof Float32Array
      ? DATA_TYPES.float32
      : DATA_TYPES.int64,
    dims: shape.map(BigInt),
    rawData: new Uint8Array(values.buffer.slice(
      values.byteOffset,
      values.byteOffset + values.byteLength,
    ) as ArrayBuffer),
  });
}

/** Where a tensor lies in the file of weights. */
export interface ExternalPlace {
  /** Name of the file, beside the graph. */
  file: string;
  /** First byte. */
  offset: number;
  /** Bytes. */
  length: number;
}

/** Returns a float32 tensor that is kept in a file beside the graph. */
export function externalTensor(
  name: string,
  shape: number[],
  { file, offset, length }: ExternalPlace,
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: DATA_TYPES.float32,
    dims: shape.map(BigInt),
    dataLocation: TensorProto_DataLocation.EXTERNAL,
    externalData: textEntries({ location: file, offset, length }),
  });
}

/** What a graph is made of. */
export interface GraphParts {
  /** Its name. */
  name: string;
  /** A sentence on what it computes. */
  doc: string;
  /** Its inputs. */
  inputs: ValueInfoProto[];
  /** Its outputs. */
  outputs: ValueInfoProto[];
  /** Its constants and weights. */
  tensors: TensorProto[];
  /** Its operators, each after those that it needs. */
  nodes: NodeProto[];
}

/** Returns the bytes of an ONNX file. */
export function encodeModel(
  graph: GraphParts,
  producer: { name: string; version: string },
  metadata: Record<string, string>,
): Uint8Array {
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: producer.name,
    producerVersion: producer.version,
    docString: graph.doc,
    opsetImport: [
      create(OperatorSetIdProtoSchema, { domain: "", version: OPSET }),
    ],
    metadataProps: textEntries(metadata),
    graph: create(GraphProtoSchema, {
      name: graph.name,
      docString: graph.doc,
      input: graph.inputs,
      output: graph.outputs,
      initializer: graph.tensors,
      node: graph.nodes,
    }),
  });
  return toBinary(ModelProtoSchema, model);
}

function textEntries(texts: Record<string, string | number>) {
  return Object.entries(texts).map(([key, value]) =>
    create(StringStringEntryProtoSchema, { key, value: String(value) })
  );
}
