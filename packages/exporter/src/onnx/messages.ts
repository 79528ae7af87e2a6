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
export type TensorType = "float32" | "float16" | "int64" | "int8" | "uint8";

/** The number that ONNX has for each type: what `Cast` is told to give. */
export const DATA_TYPES = {
  float32: TensorProto_DataType.FLOAT,
  float16: TensorProto_DataType.FLOAT16,
  int64: TensorProto_DataType.INT64,
  int8: TensorProto_DataType.INT8,
  uint8: TensorProto_DataType.UINT8,
} as const satisfies Record<TensorType, TensorProto_DataType>;

/** Version of the ONNX operators used: 18 has the reductions with axes as inputs. */
const OPSET = 18n;

/** Version of the file format that goes with {@linkcode OPSET}. */
const IR_VERSION = 8n;

/** Where ONNX Runtime keeps operators that are not in the standard, and their version. */
const CONTRIBUTED = { domain: "com.microsoft", version: 1n } as const;

/** Operators of {@linkcode CONTRIBUTED} that our graphs use. */
const CONTRIBUTED_OPERATORS: ReadonlySet<string> = new Set(["MatMulNBits"]);

/** Returns an operator; its attributes are whole numbers, or lists of them. */
export function node(
  operator: string,
  inputs: string[],
  outputs: string[],
  attributes: Record<string, number | number[]> = {},
): NodeProto {
  return create(NodeProtoSchema, {
    opType: operator,
    domain: CONTRIBUTED_OPERATORS.has(operator) ? CONTRIBUTED.domain : "",
    name: outputs[0],
    input: inputs,
    output: outputs,
    attribute: Object.entries(attributes).map(([name, value]) =>
      create(
        AttributeProtoSchema,
        typeof value === "number"
          ? { name, type: AttributeProto_AttributeType.INT, i: BigInt(value) }
          : {
            name,
            type: AttributeProto_AttributeType.INTS,
            ints: value.map(BigInt),
          },
      ) as AttributeProto
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
  values: Float32Array | BigInt64Array | Uint8Array,
  shape: number[] = [values.length],
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: values instanceof Float32Array
      ? DATA_TYPES.float32
      : values instanceof BigInt64Array
      ? DATA_TYPES.int64
      : DATA_TYPES.uint8,
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

/** Returns a tensor that is kept in a file beside the graph. */
export function externalTensor(
  name: string,
  type: TensorType,
  shape: number[],
  { file, offset, length }: ExternalPlace,
): TensorProto {
  return create(TensorProtoSchema, {
    name,
    dataType: DATA_TYPES[type],
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
  /** Constants and weights, of which the graph keeps those that a node takes. */
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
  const taken = new Set(graph.nodes.flatMap(({ input }) => input));
  const contributed = graph.nodes.some(({ domain }) => domain !== "");
  const model = create(ModelProtoSchema, {
    irVersion: IR_VERSION,
    producerName: producer.name,
    producerVersion: producer.version,
    docString: graph.doc,
    opsetImport: [
      { domain: "", version: OPSET },
      ...contributed ? [CONTRIBUTED] : [],
    ].map((set) => create(OperatorSetIdProtoSchema, set)),
    metadataProps: textEntries(metadata),
    graph: create(GraphProtoSchema, {
      name: graph.name,
      docString: graph.doc,
      input: graph.inputs,
      output: graph.outputs,
      initializer: graph.tensors.filter(({ name }) => taken.has(name)),
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
