import type {
  OperationAttribute,
  TensorflowBinding,
} from "./tensorflow_api.ts";

/** Makes attributes of operations, with the numbers that the binding has for types. */
export class OperationAttributes {
  readonly #binding: TensorflowBinding;

  /** @param binding The native binding of the TensorFlow at hand. */
  constructor(binding: TensorflowBinding) {
    this.#binding = binding;
  }

  /** An attribute that names a type of numbers. */
  type(name: string, value: "float32" | "int32"): OperationAttribute {
    const { TF_ATTR_TYPE, TF_FLOAT, TF_INT32 } = this.#binding;
    return {
      name,
      type: TF_ATTR_TYPE,
      value: value === "float32" ? TF_FLOAT : TF_INT32,
    };
  }

  /** An attribute that is a whole number. */
  integer(name: string, value: number): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_INT, value };
  }

  /** An attribute that is true or false. */
  flag(name: string, value: boolean): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_BOOL, value };
  }

  /** An attribute that is a text. */
  text(name: string, value: string): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_STRING, value };
  }

  /** An attribute that is a shape. */
  shape(name: string, value: number[]): OperationAttribute {
    return { name, type: this.#binding.TF_ATTR_SHAPE, value };
  }
}
