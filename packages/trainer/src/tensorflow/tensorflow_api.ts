/** Type of a tensor's numbers. Handles of variables are `string` to TensorFlow.js. */
export type TensorType = "float32" | "int32" | "bool" | "string";

/** A tensor of TensorFlow.js, as far as it is used here. */
export interface Tensor {
  /** Length of each dimension. */
  readonly shape: number[];
  /** Type of its numbers. */
  readonly dtype: TensorType;
  /**
   * Returns the numbers, row by row: int32 as `Int32Array`, float32 as
   * `Float32Array`. Waits for the device. May be the array that the tensor was
   * made from; not to be written to.
   */
  dataSync(): Float32Array | Int32Array | Uint8Array;
  /** Gives the memory back. */
  dispose(): void;
}

/** An attribute of an operation: a name, a type of TensorFlow, a value. */
export interface OperationAttribute {
  /** As in TensorFlow's definition of the operation. */
  name: string;
  /** One of the binding's `TF_ATTR_*`. */
  type: number;
  /** What it is set to. */
  value: boolean | number | number[] | string;
}

/** The native binding, as far as it is used here. */
export interface TensorflowBinding {
  /** Version of the TensorFlow library, such as `2.21.0`. */
  readonly TF_Version: string;
  /** Number of a type in TensorFlow. */
  readonly TF_FLOAT: number;
  /** Number of a type in TensorFlow. */
  readonly TF_INT32: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_STRING: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_INT: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_FLOAT: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_BOOL: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_TYPE: number;
  /** Number of an attribute's type in TensorFlow. */
  readonly TF_ATTR_SHAPE: number;
  /** Whether tensors are kept on a GPU. */
  isUsingGpuDevice(): boolean;
  /** How many tensors there are in the library, those of variables included. */
  getNumOfTensors(): number;
}

/** The backend of TensorFlow.js that calls the library. */
export interface TensorflowBackend {
  /** The native binding. */
  readonly binding: TensorflowBinding;
  /**
   * Runs an operation of TensorFlow by its name, whether TensorFlow.js has a
   * function for it or not.
   *
   * @returns The outputs, which an enclosing `tidy` disposes.
   * @throws {Error} With TensorFlow's message if it refuses.
   */
  executeMultipleOutputs(
    name: string,
    attributes: OperationAttribute[],
    inputs: Tensor[],
    outputCount: number,
  ): Tensor[];
}

/** The functions of TensorFlow.js that are used here. */
export interface TensorflowApi {
  /** Makes a tensor. A typed array is not copied: leave it alone afterwards. */
  tensor(
    values: Float32Array | Int32Array | number[],
    shape?: number[],
    dtype?: TensorType,
  ): Tensor;
  /** Makes a tensor without dimensions. */
  scalar(value: number, dtype?: TensorType): Tensor;
  /** Makes a tensor of zeros. */
  zeros(shape: number[], dtype?: TensorType): Tensor;
  /** Product of two matrices. */
  matMul(
    a: Tensor,
    b: Tensor,
    transposeA?: boolean,
    transposeB?: boolean,
  ): Tensor;
  /** Sum, each number with its partner; shapes are stretched to each other's. */
  add(a: Tensor, b: Tensor | number): Tensor;
  /** Difference, as {@linkcode add}. */
  sub(a: Tensor | number, b: Tensor | number): Tensor;
  /** Product, as {@linkcode add}. */
  mul(a: Tensor, b: Tensor | number): Tensor;
  /** Quotient, as {@linkcode add}. */
  div(a: Tensor, b: Tensor | number): Tensor;
  /** The greater of two numbers, as {@linkcode add}. */
  maximum(a: Tensor, b: Tensor | number): Tensor;
  /** Negative of each number. */
  neg(x: Tensor): Tensor;
  /** Logistic function of each number. */
  sigmoid(x: Tensor): Tensor;
  /** ln(1 + e^x) of each number. */
  softplus(x: Tensor): Tensor;
  /** Square root of each number. */
  sqrt(x: Tensor): Tensor;
  /** Square of each number. */
  square(x: Tensor): Tensor;
  /** Sum along a dimension, or of all numbers. */
  sum(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  /** Mean along a dimension, or of all numbers. */
  mean(x: Tensor, axis?: number, keepDims?: boolean): Tensor;
  /** The same numbers in another shape. */
  reshape(x: Tensor, shape: number[]): Tensor;
  /** Tensors one behind the other along a dimension. */
  concat(tensors: Tensor[], axis?: number): Tensor;
  /** The same numbers as another type. */
  cast(x: Tensor, dtype: TensorType): Tensor;
  /** Whether numbers are the same, as bool, as {@linkcode add}. */
  equal(a: Tensor, b: Tensor | number): Tensor;
  /** Whether a number is greater, as bool, as {@linkcode add}. */
  greater(a: Tensor, b: Tensor | number): Tensor;
  /** Runs a function and disposes the tensors that it made and did not return. */
  tidy<T>(run: () => T): T;
  /** Keeps a tensor beyond the enclosing `tidy`, and returns it. */
  keep(tensor: Tensor): Tensor;
  /** Gives the memory of tensors back. */
  dispose(tensors: Tensor | Tensor[]): void;
  /** How many tensors TensorFlow.js counts, and their size in bytes. */
  memory(): { numTensors: number; numBytes: number };
  /** The backend in use. */
  backend(): TensorflowBackend;
  /** Its name: `tensorflow`. */
  getBackend(): string;
}
