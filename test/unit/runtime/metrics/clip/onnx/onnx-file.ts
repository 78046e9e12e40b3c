import protobuf from "protobufjs";

/** The messages of ONNX's format that are used here, by the numbers of onnx.proto. */
const { root } = protobuf.parse(`syntax = "proto3"; package onnx;
message Dim { int64 dim_value = 1; string dim_param = 2; }
message Shape { repeated Dim dim = 1; }
message TensorType { int32 elem_type = 1; Shape shape = 2; }
message Type { TensorType tensor_type = 1; }
message ValueInfo { string name = 1; Type type = 2; }
message Tensor { repeated int64 dims = 1; int32 data_type = 2; string name = 8; bytes raw_data = 9; }
message Attribute { string name = 1; float f = 2; int64 i = 3; repeated int64 ints = 8; int32 type = 20; }
message Node { repeated string input = 1; repeated string output = 2; string op_type = 4; repeated Attribute attribute = 5; }
message Graph { repeated Node node = 1; string name = 2; repeated Tensor initializer = 5; repeated ValueInfo input = 11; repeated ValueInfo output = 12; }
message Opset { string domain = 1; int64 version = 2; }
message Model { int64 ir_version = 1; Graph graph = 7; repeated Opset opset_import = 8; }`);
const Model = root.lookupType("onnx.Model");

const types = { float32: 1, int32: 6, int64: 7 } as const;
type Type = keyof typeof types;
type Attribute = number | readonly number[] | { readonly float: number };

/** A graph in the making: each operator gives the name of its output. */
export class OnnxGraph {
  readonly #nodes: object[] = [];
  readonly #tensors: object[] = [];
  readonly #inputs: object[] = [];
  #made = 0;

  /** Names in a shape stand for lengths that are not known before. */
  input(name: string, type: Type, shape: readonly (string | number)[]): string {
    this.#inputs.push(valueInfo(name, type, shape));
    return name;
  }

  floats(shape: readonly number[], values: ArrayLike<number>): string {
    return this.#tensor("float32", shape, Float32Array.from(values));
  }

  /** Whole numbers, as axes and shapes are. */
  whole(...values: number[]): string {
    return this.#tensor("int64", [values.length], BigInt64Array.from(values, BigInt));
  }

  op(type: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    const output = this.#name();
    const attribute = Object.entries(attributes).map(([name, value]) => {
      if (typeof value === "number") return { name, i: value, type: 2 };
      return "float" in value ? { name, f: value.float, type: 1 } : { name, ints: value, type: 7 };
    });
    this.#nodes.push({ opType: type, input: inputs, output: [output], attribute });
    return output;
  }

  /** The file, in which a value is put out as [N, width] under a name. */
  file(value: string, name: string, width: number): Uint8Array {
    this.#nodes.push({ opType: "Identity", input: [value], output: [name] });
    const graph = {
      name: "encoder",
      node: this.#nodes,
      initializer: this.#tensors,
      input: this.#inputs,
      output: [valueInfo(name, "float32", ["N", width])],
    };
    return Model.encode(Model.fromObject({ irVersion: 8, graph, opsetImport: [{ version: 17 }] })).finish();
  }

  #tensor(type: Type, dims: readonly number[], { buffer }: { readonly buffer: ArrayBufferLike }): string {
    const name = this.#name();
    this.#tensors.push({ name, dims, dataType: types[type], rawData: new Uint8Array(buffer) });
    return name;
  }

  #name(): string {
    return `v${this.#made++}`;
  }
}

const valueInfo = (name: string, type: Type, shape: readonly (string | number)[]): object => ({
  name,
  type: {
    tensorType: {
      elemType: types[type],
      shape: {
        dim: shape.map((length) =>
          typeof length === "string" ? { dimParam: length } : { dimValue: length },
        ),
      },
    },
  },
});
