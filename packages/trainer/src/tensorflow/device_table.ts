import { OperationAttributes } from "./operation_attributes.ts";
import type {
  OperationAttribute,
  Tensor,
  TensorflowApi,
  TensorflowBackend,
} from "./tensorflow_api.ts";

/** The name that makes a variable of TensorFlow end with its handle. */
const ANONYMOUS = "cd2c89b7-88b7-44c8-ad83-06c2a9158347";

/**
 * A table of float32 `[rows, columns]` in TensorFlow's memory whose rows are
 * changed in place: a resource variable, for which TensorFlow.js has no
 * functions of its own. An update costs the rows that it touches, where an
 * operation on tensors would copy the table.
 *
 * Indices are int32 `[n]`; one that is out of range is an error on the CPU, and
 * not looked at on a GPU.
 */
export class DeviceTable {
  /** Shape of the table. */
  readonly shape: readonly [rows: number, columns: number];
  readonly #backend: TensorflowBackend;
  readonly #handle: Tensor;
  readonly #valueType: OperationAttribute;
  readonly #rowAttributes: OperationAttribute[];
  readonly #gatherAttributes: OperationAttribute[];

  /**
   * Makes a table.
   *
   * @param api TensorFlow.
   * @param initial What it begins with, float32 `[rows, columns]`. Not disposed;
   * the table does not follow it afterwards.
   */
  constructor(api: TensorflowApi, initial: Tensor) {
    const [rows, columns] = initial.shape;
    this.shape = [rows!, columns!];
    this.#backend = api.backend();
    const attributes = new OperationAttributes(this.#backend.binding);
    this.#valueType = attributes.type("dtype", "float32");
    this.#rowAttributes = [
      this.#valueType,
      attributes.type("Tindices", "int32"),
    ];
    this.#gatherAttributes = [
      ...this.#rowAttributes,
      attributes.integer("batch_dims", 0),
      attributes.flag("validate_indices", true),
    ];
    const [handle] = this.#run(
      "VarHandleOp",
      [
        attributes.text("container", ""),
        attributes.text("shared_name", ANONYMOUS),
        this.#valueType,
        attributes.shape("shape", initial.shape),
      ],
      [],
      1,
    );
    this.#handle = api.keep(handle!);
    this.assign(initial);
  }

  /** The variable, as an input for other operations on resources. */
  get handle(): Tensor {
    return this.#handle;
  }

  /** Replaces all rows by those of a tensor, float32 `[rows, columns]`. */
  assign(values: Tensor): void {
    this.#run("AssignVariableOp", [this.#valueType], [this.#handle, values]);
  }

  /** Returns the rows of `indices` as a new tensor, float32 `[n, columns]`. */
  gather(indices: Tensor): Tensor {
    return this.#run(
      "ResourceGather",
      this.#gatherAttributes,
      [this.#handle, indices],
      1,
    )[0]!;
  }

  /**
   * Adds `rows`, float32 `[n, columns]`, to the rows of `indices`. What is given
   * for an index several times is added several times.
   */
  add(indices: Tensor, rows: Tensor): void {
    this.#run("ResourceScatterAdd", this.#rowAttributes, [
      this.#handle,
      indices,
      rows,
    ]);
  }

  /** The same as {@linkcode add} of the negative. */
  subtract(indices: Tensor, rows: Tensor): void {
    this.#run("ResourceScatterSub", this.#rowAttributes, [
      this.#handle,
      indices,
      rows,
    ]);
  }

  /** Replaces the rows of `indices`, which must differ, by `rows`. */
  set(indices: Tensor, rows: Tensor): void {
    this.#run("ResourceScatterUpdate", this.#rowAttributes, [
      this.#handle,
      indices,
      rows,
    ]);
  }

  /** Returns the whole table as a new tensor: a copy, float32 `[rows, columns]`. */
  read(): Tensor {
    return this.#run(
      "ReadVariableOp",
      [this.#valueType],
      [this.#handle],
      1,
    )[0]!;
  }

  /** Gives the memory back. */
  dispose(): void {
    this.#handle.dispose();
  }

  #run(
    name: string,
    attributes: OperationAttribute[],
    inputs: Tensor[],
    outputCount = 0,
  ): Tensor[] {
    return this.#backend.executeMultipleOutputs(
      name,
      attributes,
      inputs,
      outputCount,
    );
  }
}
